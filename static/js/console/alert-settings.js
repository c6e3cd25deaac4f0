/** <alert-settings>: sounds and notifications. Open by itself once, then in the bar, its state seen. */
import { fill, part } from "../wire/dom.js";
import { placeMenu } from "../wire/menu.js";
import { show } from "./lists.js";
import { notifications } from "./notifications.js";
import { sound } from "./sound.js";
import { say } from "./words.js";

class AlertSettings extends HTMLElement {
  connectedCallback() {
    this.menu = this.querySelector("[popover]");
    this.button = this.querySelector("[popovertarget]");
    part(this, "test").addEventListener("click", () => this.test());
    part(this, "allow").addEventListener("change", ({ target }) => notifications.choose(target.checked ? "on" : "off"));
    part(this, "sounds").addEventListener("change", ({ target }) => sound.choose(target.checked ? "on" : "off"));
    part(this, "done").addEventListener("click", () => this.menu.hidePopover());
    this.menu.addEventListener("toggle", (event) => this.toggled(event));
    for (const source of [sound, notifications]) source.addEventListener("change", () => this.draw());
    addEventListener("storage", () => this.draw());
    sound.wake();
    this.draw();
    if (sound.choice === null) this.menu.showPopover();
  }

  /** Whoever turned away from the question has answered it. */
  toggled({ newState }) {
    if (newState === "open") return placeMenu(this.menu, this.button);
    return sound.choice === null && sound.choose("off");
  }

  async test() {
    await sound.test();
    fill(this, { heard: say("sound-heard") });
  }

  draw() {
    this.button.dataset.state = sound.state;
    fill(this, { state: say(`sound-${sound.state}`), allowed: say(`notifications-${notifications.state}`) });
    part(this, "sounds").checked = sound.choice === "on";
    part(this, "allow").checked = notifications.state === "on";
    part(this, "allow").disabled = ["absent", "denied"].includes(notifications.state);
    show(part(this, "blocked"), sound.state === "blocked");
  }
}

customElements.define("alert-settings", AlertSettings);
