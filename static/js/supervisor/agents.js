/** <desk-agents>: who is here, since when, why not, and how much they have. */
import { desk } from "../console/desk.js";
import { reconcile, setLevel, show } from "../console/lists.js";
import { counted } from "../wire/clock.js";
import { clone, fill, part } from "../wire/dom.js";
import { has, tell } from "./words.js";

const DOTS = { online: "dot-good", away: "dot-warn" };

class DeskAgents extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    desk.addEventListener("queue", () => this.draw());
    desk.addEventListener("tick", () => this.tick());
  }

  draw() {
    reconcile(this.list, desk.agents, { key: ({ id }) => id, make: () => clone("t-agent"), update: write });
    show(part(this, "none"), desk.agents.length === 0);
    this.tick();
  }

  tick() {
    for (const [n, row] of [...this.list.children].entries()) {
      const { status, reason, since } = desk.agents[n];
      const word = tell(has(`reason-${reason}`) ? `reason-${reason}` : status);
      fill(row, { status: [word, since && counted(desk.clock.since(since))].filter(Boolean).join(" · ") });
    }
  }
}

function write(row, { name, status, active, capacity, since }) {
  fill(row, { name, load: tell("load", { active, capacity }) });
  part(row, "dot").className = `dot ${DOTS[status] ?? ""}`;
  setLevel(part(row, "load"), active >= capacity ? "warn" : "");
  part(row, "status").title = since ? desk.clock.exact(since) : "";
}

customElements.define("desk-agents", DeskAgents);
