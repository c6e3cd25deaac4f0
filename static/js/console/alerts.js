/**
 * <console-alerts>: title, sounds, notifications and live regions. Everything is said once, by one of
 * them; a promise about to break interrupts, all else waits its turn.
 */
import { announce, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { notifications } from "./notifications.js";
import { offers } from "./offers.js";
import { startPromises } from "./promises.js";
import { concernsMe } from "./room.js";
import { sound } from "./sound.js";
import { say } from "./words.js";

/** A chat that is offered at once is announced as an offer only. */
const SETTLES_MS = 1_000;

class ConsoleAlerts extends HTMLElement {
  #known = null;
  #heard = new Map();

  connectedCallback() {
    desk.addEventListener("queue", () => this.queue());
    offers.addEventListener("offer", ({ detail }) => this.offered(detail.offer));
    for (const type of ["change", "left", "select"]) chats.addEventListener(type, () => this.title());
    desk.connection.addEventListener("change", ({ detail }) => detail.live && this.said(detail));
    startPromises((text) => announce(part(this, "assertive"), text));
  }

  queue() {
    const fresh = desk.waiting.filter((each) => this.#known && !this.#known.has(each.chat));
    this.#known = new Set(desk.waiting.map((each) => each.chat));
    this.title();
    if (fresh.length) setTimeout(() => this.waits(fresh.map((each) => each.chat)), SETTLES_MS);
  }

  waits(ids) {
    const still = desk.waiting.find((each) => ids.includes(each.chat) && isForAnybody(each));
    if (!still) return;
    const values = { name: still.name || say("visitor"), about: still.topic?.name ?? still.question };
    announce(part(this, "polite"), say("somebody-waits", values));
    sound.play("waiting");
    notifications.tell(say("waits-title", values), { body: still.topic?.name, tag: "waiting" });
  }

  offered({ chat, item, offered_at, expires_at }) {
    const name = item.name || say("visitor");
    const about = [item.topic?.name, item.language.toUpperCase(), item.question].filter(Boolean).join(", ");
    const n = Math.round((Date.parse(expires_at) - Date.parse(offered_at)) / 1000);
    announce(part(this, "polite"), say("offered-to-me", { name, about, n }));
    sound.play("offer");
    notifications.tell(say("offer-of", { name }), { body: item.topic?.name, tag: chat });
  }

  /** How many wait, plus how many of my chats have something unread. */
  title() {
    const count = desk.waiting.length + chats.open().filter((chat) => chats.unread(chat)).length;
    document.title = count ? `(${count}) ${this.dataset.title}` : this.dataset.title;
  }

  said({ chat: id, added }) {
    const chat = chats.get(id);
    const event = chat && added.findLast(isHeard);
    if (!event || event.seq <= (this.#heard.get(id) ?? 0)) return;
    this.#heard.set(id, event.seq);
    if (event.whisper) this.whispered(chat, event);
    else this.wrote(chat, event);
  }

  wrote(chat, { body }) {
    const values = { name: chats.name(chat), text: body.slice(0, 300) };
    announce(part(this, "polite"), say(chat.id === chats.current ? "says" : "wrote", values));
    if (document.hidden || !document.hasFocus()) sound.play("message");
    this.notify(chat, say("wrote", values));
  }

  /** Where the chat is not looked at, the words come as a notice, which is read out by itself. */
  whispered(chat, { body, from }) {
    const text = say("whispered", { name: chats.name(chat), by: from.name, text: body.slice(0, 300) });
    const show = { text: say("show"), run: () => chats.select(chat.id, { write: true }) };
    if (chat.id === chats.current) announce(part(this, "polite"), text);
    else desk.notify(text, { stays: true, actions: [show] });
    this.notify(chat, say("whisper-title", { by: from.name }));
  }

  notify(chat, title) {
    notifications.tell(title, { tag: chat.id, run: () => chats.select(chat.id, { write: true }) });
  }
}

const isForAnybody = (each) => !each.offered_to && !offers.get(each.chat) && concernsMe(each);

const isHeard = ({ kind, from, whisper }) => whisper || (kind === "message" && from.role === "visitor");

customElements.define("console-alerts", ConsoleAlerts);
