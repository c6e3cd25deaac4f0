import { part } from "../wire/dom.js";
import { counted } from "../wire/clock.js";
import { say, span } from "./words.js";

/** What stands above the conversation: who helps, or the place in the queue and the time waited. */
export class Heading {
  #how = { state: "waiting" };

  /** `place` is {position, expected_wait_s}, as the answer to opening and `position` frames have it. */
  constructor(root, clock, place) {
    Object.assign(this, { root, clock, place });
  }

  stand(how) {
    if (how.state !== "waiting") this.place = {};
    this.#how = how;
    part(this.root, "title").textContent = say(how.state, how);
    this.#place();
  }

  placed(place) {
    this.place = place;
    this.#place();
  }

  /** Called every second. */
  waited() {
    const { state, since } = this.#how;
    part(this.root, "waited").textContent = state === "waiting" && since
      ? say("waited", { time: counted(this.clock.since(since)) })
      : "";
  }

  #place() {
    const { position: n, expected_wait_s: wait } = this.place;
    const isWaiting = this.#how.state === "waiting";
    const told = n ? say("queue", { n, time: span(wait) }) : say("soon");
    part(this.root, "status").textContent = isWaiting ? told : "";
  }
}
