/** <call-form>: logging a call or a visit. The clock runs from opening; Enter saves; Esc leaves it. */
import { counted } from "../wire/clock.js";
import { csrf, part } from "../wire/dom.js";
import { uuid } from "../wire/ids.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { say } from "./words.js";

class CallForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.fields = this.form.elements;
    part(this, "leave").addEventListener("click", () => this.leave());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.addEventListener("keydown", (event) => this.key(event));
    this.querySelector("caller-field").addEventListener("taken", () => this.fields.topic.focus());
    desk.addEventListener("tick", (event) => this.tick(event.detail));
  }

  /** Goes on where one left, or starts anew: the clock runs from the first opening. */
  open(channel) {
    if (!this.fields.key.value) this.start();
    this.fields.channel.value = channel;
    for (const title of this.querySelectorAll("[data-channel]")) show(title, title.dataset.channel === channel);
    this.hidden = false;
    this.tick(desk.clock.now());
    this.scrollIntoView({ block: "nearest" });
    this.fields.person.select();
  }

  start() {
    this.form.reset();
    this.refuse({});
    this.fields.key.value = uuid();
    this.fields.started_at.value = new Date(desk.clock.now()).toISOString();
  }

  key(event) {
    if (event.key === "Escape" && !event.defaultPrevented) this.leave();
    const breaksLine = event.shiftKey || event.isComposing || event.defaultPrevented;
    if (event.key !== "Enter" || breaksLine || event.target.matches("button, caller-field input")) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  /** What was typed stays until it is saved; an empty form is forgotten. */
  leave() {
    const { person, summary, topic, key } = this.fields;
    if (person.value || summary.value || topic.value) desk.notify(say("call-kept"));
    else key.value = "";
    this.hidden = true;
    document.querySelector(".pane-current")?.write();
  }

  tick(now) {
    if (this.hidden) return;
    part(this, "clock").textContent = counted((now - Date.parse(this.fields.started_at.value)) / 1000);
  }

  async save() {
    const save = part(this, "save");
    save.disabled = true;
    const body = new FormData(this.form);
    const headers = { "X-CSRFToken": csrf(), Accept: "application/json" };
    const answer = await fetch(this.form.action, { method: "POST", body, headers }).catch(() => null);
    const said = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    save.disabled = false;
    if (answer?.ok && said.ticket) return this.saved(said);
    return this.refuse(said.errors ?? { "": said.message ?? say("call-not-saved") });
  }

  saved({ ticket, url }) {
    this.fields.key.value = "";
    this.hidden = true;
    desk.notify(say("call-saved"), { level: "good", link: { href: url, text: `#${ticket}` } });
    document.querySelector(".pane-current")?.write();
  }

  /** {field: sentence}; "" for what concerns no field. */
  refuse(errors) {
    for (const place of this.querySelectorAll("[data-error]")) {
      place.textContent = errors[place.dataset.error] ?? "";
      show(place, Boolean(place.textContent));
    }
    this.fields[Object.keys(errors).find((name) => name && this.fields[name])]?.focus();
  }
}

customElements.define("call-form", CallForm);
