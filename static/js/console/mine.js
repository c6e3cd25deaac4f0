/** <my-chats>: my chats, the one that needs me most first, each saying why. */
import { clone, fill, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { reconcile, setLevel, show } from "./lists.js";
import { need } from "./need.js";
import { say } from "./words.js";

class MyChats extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector("ol");
    for (const type of ["change", "left", "select"]) chats.addEventListener(type, () => this.draw());
    desk.addEventListener("tick", () => this.draw());
  }

  draw() {
    const mine = this.order();
    const next = neediest();
    reconcile(this.list, mine, {
      key: (chat) => chat.id,
      make: () => this.row(),
      update: (row, chat) => write(row, chat, next),
    });
    show(part(this, "none"), mine.length === 0);
    fill(document, { "mine-count": chats.open().length });
  }

  /** By need; but nothing moves under a pointer or a focus. */
  order() {
    const sorted = chats.byNeed(desk.clock.now());
    if (!this.matches(":hover, :focus-within")) return sorted;
    const place = new Map([...this.list.children].map((row, n) => [row.dataset.key, n]));
    return sorted.sort((a, b) => (place.get(a.id) ?? 99) - (place.get(b.id) ?? 99));
  }

  row() {
    const row = clone("t-mine");
    row.addEventListener("click", () => chats.select(row.dataset.key, { write: true }));
    return row;
  }
}

/** The chat that one key goes to: the one most in need, unless it is looked at. */
function neediest() {
  const [first] = chats.byNeed(desk.clock.now());
  return first && first.id !== chats.current && need(first.facts, desk.clock.now()).rank > 0 ? first.id : null;
}

function write(row, chat, next) {
  const { text, level } = need(chat.facts, desk.clock.now());
  const fresh = chats.unread(chat);
  const reason = chat.ended ? say("ended") : text;
  fill(row, { number: chat.slot, name: chats.name(chat), need: reason, unread: say("new", { n: fresh }) });
  setLevel(part(row, "need"), level);
  show(part(row, "unread"), fresh > 0);
  show(part(row, "writes"), chat.typingUntil > Date.now());
  show(part(row, "next"), chat.id === next);
  const button = row.firstElementChild;
  if (chat.id === chats.current) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
}

customElements.define("my-chats", MyChats);
