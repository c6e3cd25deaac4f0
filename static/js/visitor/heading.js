import { part } from "../wire/dom.js";
import { counted } from "../wire/clock.js";
import { say, waitRange } from "./words.js";

const latest = (place) => place.wait_high_s ?? Infinity;

/** What stands above the conversation: who helps, or the place in the queue and the time waited. */
export class Heading {
  #how = { state: "waiting" };
  #isLonger = false;

  /** `place` is {position, wait_low_s, wait_high_s}, as the answer to opening and `position` frames have it. */
  constructor(root, clock, place) {
    Object.assign(this, { root, clock, place });
  }

  stand(how) {
    if (how.state !== "waiting") this.#forget();
    this.#how = how;
    part(this.root, "title").textContent = say(how.state, how);
    this.#place();
  }

  /** A wait that grows is said to: nobody should wonder whether they misread it. */
  placed(place) {
    const before = this.place;
    if (before.position && latest(place) > latest(before)) this.#isLonger = true;
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

  #forget() {
    this.place = {};
    this.#isLonger = false;
  }

  #place() {
    const isWaiting = this.#how.state === "waiting";
    part(this.root, "status").textContent = isWaiting ? this.#told().join(" ") : "";
  }

  #told() {
    const { position: n, wait_low_s: low, wait_high_s: high } = this.place;
    if (!n || low === undefined) return [say("soon")];
    const told = [say("queue", { n, time: waitRange(low, high) })];
    if (this.#isLonger) told.push(say("longer"));
    if (high === null) told.push(say("need-not-wait"));
    return told;
  }
}
