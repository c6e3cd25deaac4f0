/** <console-alerts>: title, sound and live regions. Everything is said once, by one of them. */
import { announce, part } from "../wire/dom.js";
import { beep } from "./beep.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { need } from "./need.js";
import { say } from "./words.js";

class ConsoleAlerts extends HTMLElement {
  #known = null;
  #warned = new Set();
  #heard = new Map();

  connectedCallback() {
    desk.addEventListener("queue", () => this.queue());
    desk.addEventListener("tick", ({ detail }) => this.promises(detail));
    for (const type of ["change", "left", "select"]) chats.addEventListener(type, () => this.title());
    desk.connection.addEventListener("change", ({ detail }) => detail.live && this.message(detail));
  }

  queue() {
    const ids = new Set(desk.waiting.map((each) => each.chat));
    const fresh = desk.waiting.filter((each) => this.#known && !this.#known.has(each.chat));
    this.#known = ids;
    this.title();
    if (fresh.length === 0 || desk.status !== "online") return;
    const [first] = fresh;
    const about = first.topic?.name ?? first.question;
    announce(part(this, "polite"), say("somebody-waits", { name: first.name || say("visitor"), about }));
    beep();
  }

  /** How many wait, plus how many of my chats have something unread. */
  title() {
    const count = desk.waiting.length + chats.open().filter((chat) => chats.unread(chat)).length;
    document.title = count ? `(${count}) ${this.dataset.title}` : this.dataset.title;
  }

  message({ chat: id, added }) {
    const chat = chats.get(id);
    const said = added.findLast((event) => event.kind === "message" && event.from.role === "visitor");
    if (!chat || !said || said.seq <= (this.#heard.get(id) ?? 0)) return;
    this.#heard.set(id, said.seq);
    const values = { name: chats.name(chat), text: said.body.slice(0, 300) };
    announce(part(this, "polite"), say(id === chats.current ? "says" : "wrote", values));
    if (document.hidden) beep();
  }

  /** A promise about to break interrupts, once a chat. */
  promises(now) {
    for (const chat of chats.open()) {
      if (chat.facts.first_reply_at || this.#warned.has(chat.id)) continue;
      const { level, text } = need(chat.facts, now);
      if (level !== "warn") continue;
      this.#warned.add(chat.id);
      announce(part(this, "assertive"), `${chats.name(chat)}: ${text}`);
    }
  }
}

customElements.define("console-alerts", ConsoleAlerts);
