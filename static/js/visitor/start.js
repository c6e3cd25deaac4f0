import { part } from "../wire/dom.js";
import { uuid } from "../wire/ids.js";
import { openChat } from "./api.js";
import { cameFrom } from "./around.js";
import { count } from "./counter.js";
import { browserKey, draft, keepDraft, saveChat } from "./saved.js";
import { say } from "./words.js";

const FIELDS = ["question", "name", "email", "topic"];
const LIMIT = 8000;

/** <chat-start>: the question. Fires `chat-opened` when the desk has taken it. */
class ChatStart extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.closest("[data-view]").querySelector("desk-status");
    this.question = this.form.elements.question;
    for (const name of FIELDS) {
      if (this.form.elements[name]) this.form.elements[name].value = draft()[name] ?? "";
    }
    this.form.addEventListener("input", () => this.#typed());
    this.form.addEventListener("submit", (event) => this.#submit(event));
    this.question.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.form.requestSubmit();
    });
    this.#typed();
    this.#problem(draft().notice ?? "");
    keepDraft({ notice: "" });
  }

  get values() {
    return Object.fromEntries(FIELDS.map((name) => [name, this.form.elements[name]?.value ?? ""]));
  }

  #typed() {
    keepDraft(this.values);
    count(part(this, "count"), this.question.value, LIMIT);
    this.querySelector("article-hints").look(this.question.value);
    this.status.about(this.values.topic);
  }

  async #submit(event) {
    event.preventDefault();
    this.#errors({});
    if (!this.status.isOpen) return part(this, "leave").click();
    const values = this.values;
    if (!values.question.trim()) return this.#errors({ question: [say("empty")] });
    if (!count(part(this, "count"), values.question, LIMIT)) return this.question.focus();
    const question = await this.querySelector("identity-guard").check(values.question);
    if (question === null) return this.question.focus();
    return this.#open({ ...values, question });
  }

  async #open(values) {
    const button = this.form.querySelector("button[data-when]");
    if (button.disabled) return;
    button.disabled = true;
    const { status, body } = await openChat(this.#repeatable(this.#wish(values)));
    button.disabled = false;
    if (status === 201) this.#opened(values, body);
    else if (status === 409) this.#closed(body);
    else if (status === 400) this.#errors(body);
    else this.#problem(say(status === 0 ? "no-connection" : "try-later"));
  }

  #wish({ topic, ...values }) {
    const wish = { ...values, language: document.documentElement.lang, page_url: cameFrom(), browser_key: browserKey() };
    return topic ? { ...wish, topic: Number(topic) } : wish;
  }

  /** Where the answer was lost, the same wish sent again opens no second chat. */
  #repeatable(wish) {
    const words = JSON.stringify(wish);
    if (words !== this.asked) Object.assign(this, { asked: words, opening: uuid() });
    return { ...wish, client_id: this.opening };
  }

  #opened({ email }, { chat, token, position, wait_low_s, wait_high_s, alternative_asked }) {
    saveChat({ chat, token, email, position, wait_low_s, wait_high_s, alternative_asked, endedAt: null });
    this.asked = null;
    this.question.value = "";
    this.#typed();
    this.dispatchEvent(new CustomEvent("chat-opened", { bubbles: true }));
  }

  #closed(refusal) {
    this.status.show(refusal);
    this.#problem(refusal.reason === "blocked" ? refusal.message : say("closed-meanwhile"));
    part(this, "leave").focus();
  }

  #problem(text) {
    const element = part(this, "problem");
    element.textContent = text;
    element.hidden = !text;
  }

  #errors(errors) {
    this.#problem("");
    for (const element of this.querySelectorAll("[data-errors]")) {
      const told = [errors[element.dataset.errors] ?? []].flat().join(" ");
      element.textContent = told;
      element.hidden = !told;
      this.form.elements[element.dataset.errors]?.setAttribute("aria-invalid", String(Boolean(told)));
    }
    const first = FIELDS.find((name) => errors[name]);
    if (first) this.form.elements[first].focus();
    else if (Object.keys(errors).length) this.#problem(say("try-later"));
  }
}

customElements.define("chat-start", ChatStart);
