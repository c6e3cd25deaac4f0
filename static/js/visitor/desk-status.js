import { locale } from "../wire/clock.js";
import { part, sentence } from "../wire/dom.js";
import { isSeen } from "./around.js";
import { deskChanged, deskNow } from "./api.js";
import { waitRange } from "./words.js";

const PAUSE = 15_000;
const { dataset } = document.documentElement;

/**
 * <desk-status>: whether chat is open and how long one waits. While the page is visible and nobody
 * chats yet, the server answers as soon as something changes; where it cannot, asks every 15 s.
 * What differs is shown by [data-when] in the whole start view.
 */
class DeskStatus extends HTMLElement {
  #isAsking = false;

  connectedCallback() {
    this.scope = this.closest("[data-view]");
    const timeZone = dataset.zone;
    this.day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone });
    this.time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
    document.addEventListener("visibilitychange", () => this.#watch());
    setInterval(() => this.#watch(), PAUSE);
    this.#watch();
  }

  get isOpen() {
    return this.dataset.reason === "";
  }

  get isWatched() {
    return isSeen() && !this.scope.hidden;
  }

  /** The topic that is asked about: its team may have hours of its own. */
  about(topic) {
    if (topic === (this.dataset.topic ?? "")) return;
    Object.assign(this.dataset, { topic, mark: "" });
    this.running?.abort();
    this.#watch();
  }

  async #watch() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    while (this.isWatched && (await this.#next()));
    this.#isAsking = false;
  }

  /** Says whether the server told what changes: then it is asked again at once. */
  async #next() {
    this.running = new AbortController();
    const { mark = "", topic = "" } = this.dataset;
    const { status, body } = await deskChanged({ known: mark, topic }, this.running.signal);
    if (status === 200) this.show(body);
    if (status === 200 || status === 204 || this.running.signal.aborted) return true;
    const now = await deskNow(topic);
    if (now.status === 200) this.show(now.body);
    return false;
  }

  /** Takes the desk's state, or the refusal of a question that came too late. */
  show({ open = false, reason, next_open_at, wait_low_s, wait_high_s, mark = "" }) {
    Object.assign(this.dataset, { reason: open ? "" : (reason ?? "hours"), mark });
    for (const element of this.scope.querySelectorAll("[data-when]")) {
      element.hidden = (element.dataset.when === "open") !== this.isOpen;
    }
    for (const element of this.querySelectorAll("[data-reason]")) {
      element.hidden = element.dataset.reason !== this.dataset.reason;
    }
    if (open) this.#say("wait", { time: waitRange(wait_low_s, wait_high_s) });
    part(this, "long").hidden = !open || wait_high_s !== null;
    part(this, "opens").hidden = !next_open_at;
    if (next_open_at) this.#say("opens", { when: this.#moment(new Date(next_open_at)) });
  }

  /** As the server writes it (chat/views/opening.py). */
  #moment(at) {
    return `${this.day.format(at)} ${this.time.format(at)}`;
  }

  #say(name, values) {
    const element = part(this, name);
    element.textContent = sentence(element.dataset.pattern, values);
  }
}

customElements.define("desk-status", DeskStatus);
