/** <desk-facts>: the desk in a handful of figures. */
import { desk } from "../console/desk.js";
import { setLevel } from "../console/lists.js";
import { counted } from "../wire/clock.js";
import { fill, part } from "../wire/dom.js";
import { overview } from "./overview.js";
import { tell } from "./words.js";

const LATE_S = 60;

class DeskFacts extends HTMLElement {
  connectedCallback() {
    desk.addEventListener("queue", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
    overview.addEventListener("change", () => this.draw());
  }

  draw() {
    const online = desk.agents.filter(({ status }) => status === "online");
    const places = online.reduce((sum, { free, capacity, active }) => sum + (free ?? Math.max(0, capacity - active)), 0);
    fill(this, { waiting: desk.waiting.length, online: online.length, places: tell("places", { n: places }) });
    fill(this, { open: overview.active.length, blocks: overview.blocks });
    this.promises();
    this.tick();
  }

  promises() {
    const sum = (name) => overview.promises.reduce((total, row) => total + row[name], 0);
    const [answered, kept] = [sum("answered"), sum("kept")];
    fill(this, {
      share: answered ? tell("share", { n: Math.round((100 * kept) / answered) }) : "–",
      kept: answered ? tell("of", { kept, answered }) : tell("none-yet"),
    });
  }

  tick() {
    const waits = desk.waiting.map(({ queued_at: at }) => desk.clock.since(at));
    const longest = Math.max(0, ...waits);
    fill(this, { longest: waits.length ? tell("longest", { time: counted(longest) }) : tell("nobody") });
    setLevel(part(this, "longest"), longest > LATE_S ? "bad" : "");
  }
}

customElements.define("desk-facts", DeskFacts);
