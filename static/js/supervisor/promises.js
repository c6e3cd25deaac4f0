/** <desk-promises>: how many first answers came in time today, team by team. */
import { reconcile, setLevel, show } from "../console/lists.js";
import { clone, fill, part } from "../wire/dom.js";
import { overview } from "./overview.js";
import { tell } from "./words.js";

const LOW = 0.8;

class DeskPromises extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    overview.addEventListener("change", () => this.draw());
  }

  draw() {
    const { promises } = overview;
    reconcile(this.list, promises, { key: ({ team }) => team?.id ?? 0, make: () => clone("t-promise"), update: write });
    show(part(this, "none"), promises.length === 0);
  }
}

function write(row, { team, answered, kept }) {
  const share = kept / answered;
  fill(row, {
    name: team?.name ?? tell("no-team"),
    share: tell("share", { n: Math.round(100 * share) }),
    kept: tell("of", { kept, answered }),
  });
  setLevel(part(row, "share"), share < LOW ? "warn" : "");
}

customElements.define("desk-promises", DeskPromises);
