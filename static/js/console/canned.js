/** <canned-replies>: the list that `/` opens where one writes. Arrows choose, Enter inserts, Esc leaves it. */
import { announce, clone, fill, part, sentence } from "../wire/dom.js";
import { chats } from "./chats.js";
import { show } from "./lists.js";
import { filled, offered, replies, typedAt } from "./replies.js";

class CannedReplies extends HTMLElement {
  #found = [];
  #marked = 0;
  #token = null;
  #left = null;

  /** Serves the composer's field; call `key(event)` first with what is pressed there. */
  attach(composer) {
    this.composer = composer;
    this.field = composer.field;
    this.list = this.querySelector("[role=listbox]");
    this.list.id = `canned-${composer.chat}`;
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    for (const type of ["input", "click"]) this.field.addEventListener(type, () => this.look());
    this.field.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.insert([...this.list.children].indexOf(event.target.closest("[role=option]")));
    });
  }

  async look() {
    const token = typedAt(this.field.value, this.field.selectionStart);
    if (!token || token.start === this.#left) {
      if (!token) this.#left = null;
      return this.close();
    }
    this.#token = token;
    const all = await replies(this.dataset.url);
    if (this.#token === token) this.draw(all);
  }

  draw(all) {
    const { facts } = chats.get(this.composer.chat);
    this.#found = offered(all, facts, this.#token.typed);
    this.list.replaceChildren(...this.#found.map((reply, n) => this.row(reply, n, facts, all)));
    const said = part(this, "said");
    if (this.#found.length && this.list.hidden) announce(said, sentence(said.dataset.sentence, { n: this.#found.length }));
    show(this.list, this.#found.length > 0);
    this.mark(0);
  }

  row(reply, n, facts, all) {
    const row = fill(clone("t-canned-option"), { shortcut: `/${reply.shortcut}`, body: filled(reply.body, all, facts).text });
    row.id = `${this.list.id}-${n}`;
    const foreign = reply.language !== facts.language;
    if (show(part(row, "language"), foreign)) fill(row, { code: reply.language.toUpperCase() });
    if (show(part(row, "team"), Boolean(reply.team))) fill(row, { team: reply.team.name });
    part(row, "body").lang = reply.language;
    return row;
  }

  /** True if the key was for the list. */
  key(event) {
    if (this.list.hidden || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.#marked + step + this.#found.length) % this.#found.length);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) this.insert(this.#marked);
    else if (event.key === "Escape") this.leave();
    else return false;
    event.preventDefault();
    return true;
  }

  mark(n) {
    this.#marked = n;
    for (const [place, row] of [...this.list.children].entries()) row.setAttribute("aria-selected", String(place === n));
    const row = this.list.children[n];
    row?.scrollIntoView({ block: "nearest" });
    if (row && !this.list.hidden) this.field.setAttribute("aria-activedescendant", row.id);
    else this.field.removeAttribute("aria-activedescendant");
  }

  async insert(n) {
    const [reply, token] = [this.#found[n], this.#token];
    if (!reply) return;
    this.close();
    const { facts } = chats.get(this.composer.chat);
    const { text, left } = filled(reply.body, await replies(this.dataset.url), facts);
    this.composer.put(text, { from: token.start, to: token.end, left });
  }

  /** Not again for this slash. */
  leave() {
    this.#left = this.#token.start;
    this.close();
  }

  close() {
    this.#token = null;
    show(this.list, false);
    this.field.removeAttribute("aria-activedescendant");
  }
}

customElements.define("canned-replies", CannedReplies);
