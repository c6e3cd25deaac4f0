import { locale } from "../wire/clock.js";
import { part, sentence } from "../wire/dom.js";
import { deskNow } from "./api.js";
import { span } from "./words.js";

const EVERY = 15_000;
const { dataset } = document.documentElement;

/**
 * <desk-status>: whether chat is open and how long one waits. Asks every 15 s while the page is
 * visible and nobody chats yet; what differs is shown by [data-when] in the whole start view.
 */
class DeskStatus extends HTMLElement {
  connectedCallback() {
    this.scope = this.closest("[data-view]");
    const timeZone = dataset.zone;
    this.day = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeZone });
    this.time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone });
    const due = () => document.hidden || this.scope.hidden || this.refresh();
    setInterval(due, EVERY);
    document.addEventListener("visibilitychange", due);
    due();
  }

  get isOpen() {
    return this.dataset.reason === "";
  }

  async refresh() {
    const { status, body } = await deskNow();
    if (status === 200) this.show(body);
  }

  /** Takes the desk's state, or the refusal of a question that came too late. */
  show({ open = false, reason, next_open_at, expected_wait_s }) {
    this.dataset.reason = open ? "" : (reason ?? "hours");
    for (const element of this.scope.querySelectorAll("[data-when]")) {
      element.hidden = (element.dataset.when === "open") !== this.isOpen;
    }
    for (const element of this.querySelectorAll("[data-reason]")) {
      element.hidden = element.dataset.reason !== this.dataset.reason;
    }
    if (open) this.#say("wait", { time: span(expected_wait_s) });
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
