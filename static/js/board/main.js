/**
 * <live-board>: the board on the wall. Its tiles are fetched anew every few seconds, and at once when
 * the desk says that the queue changed; what waits counts up by the server's clock in between.
 *
 * Nothing is taken from the desk's own frames but that something changed. Once nothing came for a
 * while the board says since when it is not live, and goes on trying.
 */
import { Connection } from "../wire/connection.js";
import { counted } from "../wire/clock.js";

const EVERY_MS = 5_000;
const SOON_MS = 300;
const PATIENCE_MS = 15_000;
const LATE_S = 60;

class LiveBoard extends HTMLElement {
  #timer = 0;
  #liveAt = Date.now();

  connectedCallback() {
    this.#words = this.#part("stale").textContent;
    this.connection = new Connection({ path: "/ws/console/", role: "agent", owner: `board.${this.dataset.user}`, view: "desk" });
    this.clock = this.connection.clock;
    this.#taken();
    this.connection.addEventListener("queue", () => this.#fetchIn(SOON_MS));
    this.connection.start();
    this.clock.tick(() => this.#draw());
    this.#fetchIn(EVERY_MS);
  }

  #words = "";
  #part = (name) => this.querySelector(`[data-part="${name}"]`);

  #fetchIn(ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), ms);
  }

  async #fetch() {
    try {
      const answer = await fetch(this.dataset.tiles, { redirect: "error", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.ok) this.#take(await answer.text());
    } catch {
      // Cut off, or signed out: what is shown grows old, and says so.
    }
    this.#draw();
    this.#fetchIn(EVERY_MS);
  }

  #take(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    this.#part("tiles").replaceChildren(fresh.content);
    this.#taken();
  }

  #taken() {
    this.#liveAt = Date.now();
    this.clock.set(this.querySelector("[data-at]").dataset.at);
    this.#draw();
  }

  #draw() {
    const stale = Date.now() - this.#liveAt > PATIENCE_MS;
    this.classList.toggle("board-old", stale);
    const note = this.#part("stale");
    note.hidden = !stale;
    if (stale) {
      const since = this.clock.time(this.clock.now() - (Date.now() - this.#liveAt));
      note.textContent = this.#words.replace("{time}", since);
    }
    this.#part("clock").textContent = this.clock.time(this.clock.now());
    for (const figure of this.querySelectorAll("[data-since]")) {
      const waited = this.clock.since(figure.dataset.since);
      figure.textContent = counted(waited);
      figure.closest(".board-tile").classList.toggle("board-bad", waited > LATE_S);
    }
  }
}

customElements.define("live-board", LiveBoard);
