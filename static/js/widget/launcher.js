import { address, make } from "./site.js";

/** The button in the corner: how the chat stands, and how many messages nobody has seen. */
export class Launcher {
  constructor(press) {
    this.label = make("strong", {});
    this.state = make("small", {});
    this.badge = make("b", { "aria-hidden": "true" });
    this.told = make("p", { role: "status" });
    this.button = make("button", { class: "launch", type: "button", "aria-haspopup": "dialog" });
    this.link = make("a", { class: "launch", target: "_blank", rel: "noopener" });
    this.button.addEventListener("click", press);
  }

  /** With a `path` the button is a link to there, in a window of its own. */
  draw({ label, state, path, unread }) {
    this.link.hidden = !path;
    this.button.hidden = Boolean(path);
    if (path) this.link.href = address(path);
    this.label.textContent = label;
    this.state.textContent = state;
    this.badge.textContent = unread || "";
    this.#shown.append(this.label, this.state, this.badge);
  }

  hide() {
    this.link.hidden = this.button.hidden = true;
  }

  focus() {
    this.#shown.focus();
  }

  /** For those who do not see the button. */
  tell(text) {
    this.told.textContent = text;
  }

  get #shown() {
    return this.link.hidden ? this.button : this.link;
  }
}
