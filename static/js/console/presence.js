/** <my-presence>: whether I am there and why not, how many chats I take, and how many I have. */
import { fill, part } from "../wire/dom.js";
import { placeMenu } from "../wire/menu.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { setLevel, show } from "./lists.js";
import { say } from "./words.js";

const DOTS = { online: "dot-good", away: "dot-warn" };

class MyPresence extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("[popover]");
    this.button = this.querySelector("[popovertarget]");
    part(this, "go-online").addEventListener("click", () => desk.setPresence({ status: "online" }));
    this.menu.addEventListener("click", ({ target }) => this.chosen(target.closest("[data-status]")));
    this.menu.addEventListener("change", ({ target }) => desk.setPresence({ capacity: Number(target.value) }));
    this.menu.addEventListener("toggle", ({ newState }) => newState === "open" && placeMenu(this.menu, this.button));
    this.menu.addEventListener("keydown", (event) => this.key(event));
    desk.addEventListener("me", () => this.draw());
    for (const type of ["change", "left"]) chats.addEventListener(type, () => this.count());
  }

  choices = () => [...this.menu.querySelectorAll("[data-status]")];

  chosen(button) {
    if (!button) return;
    desk.setPresence({ status: button.dataset.status, reason: button.dataset.reason ?? "" });
    this.menu.hidePopover();
  }

  /** Up and down walk through the choices. */
  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = this.choices().indexOf(event.target);
    if (!step || place < 0) return;
    event.preventDefault();
    this.choices().at((place + step) % this.choices().length).focus();
  }

  /** One key back; away is a choice of why. */
  toggle() {
    if (!desk.status) return;
    if (desk.status !== "online") return void desk.setPresence({ status: "online" });
    this.menu.showPopover();
    this.menu.querySelector("[data-status=away]").focus();
  }

  draw() {
    const { status, reason, since, capacity } = desk.presence;
    const why = this.choices().find((choice) => choice.dataset.status === status && choice.dataset.reason === reason);
    fill(this, { word: why ? why.textContent.trim() : say(status) });
    part(this, "dot").className = `dot ${DOTS[status] ?? ""}`;
    show(part(this, "go-online"), status !== "online");
    this.button.title = since && status !== "online" ? say("since", { time: desk.clock.time(since) }) : this.button.dataset.hint;
    for (const choice of this.choices()) {
      const isIt = choice.dataset.status === status && (choice.dataset.reason ?? "") === reason;
      choice.setAttribute("aria-pressed", String(isIt));
    }
    for (const input of this.menu.querySelectorAll("input")) input.checked = input.value === String(capacity);
    this.count();
  }

  count() {
    const [active, most] = [chats.open().length, Math.max(1, desk.capacity - desk.presence.relieved)];
    fill(this, { active, capacity: most });
    setLevel(part(this, "active"), active >= most ? "warn" : "");
  }
}

customElements.define("my-presence", MyPresence);
