/** <chat-panes>: my chats side by side, or the one I look at; the choice is remembered. */
import { clone, part } from "../wire/dom.js";
import { keepFiles } from "../wire/files/kept.js";
import { lasting } from "../wire/storage.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { keepDraft } from "./drafts.js";
import { reconcile, show } from "./lists.js";

const KEPT = "helpdesk.console.layout";

class ChatPanes extends HTMLElement {
  connectedCallback() {
    this.grid = part(this, "grid");
    this.setLayout(lasting.getItem(KEPT) ?? "grid");
    chats.addEventListener("change", ({ detail }) => this.pane(detail.chat.id)?.draw() ?? this.draw());
    chats.addEventListener("left", ({ detail }) => this.left(detail.chat));
    chats.addEventListener("select", ({ detail }) => this.selected(detail));
    desk.addEventListener("tick", () => this.panes().forEach((pane) => pane.tick()));
    desk.addEventListener("me", () => this.draw());
    this.draw();
  }

  panes = () => [...this.grid.children];
  pane = (id) => this.panes().find((pane) => pane.dataset.key === id);

  /** What was half written for a chat goes with it. */
  left({ id }) {
    keepDraft(id, { text: "", note: false });
    keepFiles(id, []);
    this.draw();
  }

  draw() {
    const mine = chats.all();
    reconcile(this.grid, mine, { key: (chat) => chat.id, make, update: (pane) => pane.draw() });
    this.grid.dataset.count = mine.length;
    show(this.grid, mine.length > 0);
    show(part(this, "none"), mine.length === 0);
    for (const hint of this.querySelectorAll("[data-when]")) show(hint, hint.dataset.when === desk.status);
  }

  selected({ chat, write }) {
    this.draw();
    if (!chat) return;
    const pane = this.pane(chat.id);
    pane.log.toEnd();
    pane.scrollIntoView({ block: "nearest" });
    if (write) pane.write();
  }

  setLayout(layout) {
    this.dataset.layout = layout;
    lasting.setItem(KEPT, layout);
    document.querySelector("[data-do=layout]").setAttribute("aria-pressed", String(layout === "single"));
  }

  toggleLayout() {
    this.setLayout(this.dataset.layout === "grid" ? "single" : "grid");
    this.pane(chats.current)?.log.toEnd();
  }
}

function make(chat) {
  const pane = clone("t-pane");
  pane.bind(chat);
  return pane;
}

customElements.define("chat-panes", ChatPanes);
