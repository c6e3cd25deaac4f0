/** <chat-log>: one chat's conversation. It stays at the end unless one reads further up. */
import { clone, fill, part } from "../wire/dom.js";
import { drawFiles } from "../wire/files/shown.js";
import { ownWords } from "../wire/files/words.js";
import { write as writeLinks } from "../wire/links.js";
import { desk } from "./desk.js";
import { items } from "./items.js";
import { reconcile, show } from "./lists.js";

const NEAR_PX = 60;
const ACTS = new Set(["again", "take-back"]);

class ChatLog extends HTMLElement {
  #seen = null;
  #readAt = null;

  connectedCallback() {
    this.scroller = part(this, "scroller");
    this.list = part(this, "list");
    this.newer = part(this, "newer");
    this.newer.addEventListener("click", () => this.toEnd());
    this.scroller.addEventListener("scroll", () => this.atEnd() && show(this.newer, false), { passive: true });
    new ResizeObserver(() => this.stuck && this.toEnd()).observe(this.scroller);
    this.list.addEventListener("click", ({ target }) => this.failed(target.closest("button")));
    this.stuck = true;
  }

  atEnd() {
    this.stuck = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR_PX;
    return this.stuck;
  }

  toEnd() {
    this.stuck = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** `readAt`: the server time at which the visitor last read, if it is known. */
  draw(log, readAt = null) {
    if (log === this.#seen && readAt === this.#readAt) return;
    const wasLength = this.list.children.length;
    [this.#seen, this.#readAt] = [log, readAt];
    this.chat = log.chat;
    const read = readAt ? desk.clock.time(readAt) : "";
    const shown = (row, item) => update(row, item, this.chat);
    reconcile(this.list, items(log, desk.me.name, read), { key: (item) => item.key, make, update: shown });
    if (this.stuck) this.toEnd();
    else if (this.list.children.length > wasLength) show(this.newer, true);
  }

  /** A message that was refused: once more, or back into the field. */
  failed(button) {
    if (!button || !ACTS.has(button.dataset.part)) return;
    const id = button.closest("li").dataset.key;
    if (button.dataset.part === "again") desk.connection.retry(this.chat, id);
    else this.takeBack(desk.connection.takeBack(this.chat, id));
  }

  takeBack({ body, attachments = [] }) {
    const { composer } = this.closest("chat-pane, chat-looking");
    composer.insert(ownWords(body, attachments));
    composer.tray?.restore(attachments);
  }
}

const make = ({ kind }) => clone(kind === "system" ? "t-system" : "t-said");

function update(row, item, chat) {
  const state = JSON.stringify([item.text, item.mark, item.who, item.at, item.failed, item.pending]);
  if (row.drawn === state) return;
  row.drawn = state;
  const time = part(row, "time");
  time.dateTime = item.at;
  time.title = desk.clock.exact(item.at);
  fill(row, { time: desk.clock.time(item.at) });
  if (item.kind === "system") return void fill(row, { body: item.text });
  row.classList.add(`entry-${item.side}`);
  row.classList.toggle("entry-note", item.note);
  row.classList.toggle("entry-whisper", Boolean(item.whisper));
  part(row, "who").classList.toggle("visually-hidden", item.obvious);
  row.classList.toggle("entry-pending", Boolean(item.pending));
  row.classList.toggle("entry-failed", Boolean(item.failed));
  fill(row, { who: item.who, mark: item.mark });
  writeLinks(part(row, "body"), item.text);
  show(part(row, "body"), Boolean(item.text));
  if (item.files) drawFiles(part(row, "files"), item.files, { files: desk.files, chat });
  show(part(row, "failed"), Boolean(item.failed));
}

customElements.define("chat-log", ChatLog);
