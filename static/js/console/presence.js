/** <my-presence>: whether I am there, how many chats I take, and how many I have. */
import { fill, part } from "../wire/dom.js";
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
    this.menu.addEventListener("change", ({ target }) => this.chosen(target));
    this.menu.addEventListener("toggle", () => this.placeMenu());
    desk.addEventListener("me", () => this.draw());
    for (const type of ["change", "left"]) chats.addEventListener(type, () => this.count());
  }

  chosen({ name, value }) {
    desk.setPresence(name === "status" ? { status: value } : { capacity: Number(value) });
  }

  /** Under its button, inside the window. */
  placeMenu() {
    const { bottom, left } = this.button.getBoundingClientRect();
    const most = innerWidth - this.menu.offsetWidth - 8;
    this.menu.style.inset = `${bottom + 4}px auto auto ${Math.max(8, Math.min(left, most))}px`;
  }

  toggle() {
    if (desk.status) desk.setPresence({ status: desk.status === "online" ? "away" : "online" });
  }

  draw() {
    const { status, capacity } = desk;
    fill(this, { word: say(status), capacity });
    part(this, "dot").className = `dot ${DOTS[status] ?? ""}`;
    show(part(this, "go-online"), status !== "online");
    for (const input of this.menu.querySelectorAll("input")) {
      input.checked = input.value === String(input.name === "status" ? status : capacity);
    }
    this.count();
  }

  count() {
    const active = chats.open().length;
    fill(this, { active });
    setLevel(part(this, "active"), active >= desk.capacity ? "warn" : "");
  }
}

customElements.define("my-presence", MyPresence);
