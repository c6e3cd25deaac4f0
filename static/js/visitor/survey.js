import { part } from "../wire/dom.js";
import { rate } from "./api.js";

/** <chat-survey>: three questions, asked once, each of which may stay open. */
class ChatSurvey extends HTMLElement {
  connectedCallback() {
    this.form = part(this, "form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.#answers(), "thanks");
    });
    part(this, "skip").addEventListener("click", () => this.#send({}, "skip"));
  }

  ask(visit) {
    if (this.visit) return;
    this.visit = visit;
    shuffle(part(this, "shuffled"));
    this.hidden = false;
  }

  #answers() {
    const given = Object.fromEntries(new FormData(this.form));
    const answers = {};
    if (given.was_solved) answers.was_solved = given.was_solved === "true";
    if (given.satisfaction) answers.satisfaction = Number(given.satisfaction);
    if (given.alternative) answers.alternative = given.alternative;
    return answers;
  }

  async #send(answers, how) {
    const { status, body } = await rate(this.visit, answers);
    const isDone = status === 204 || body.code === "already_answered";
    part(this, "problem").hidden = isDone;
    if (!isDone) return;
    this.form.hidden = true;
    part(this, "thanks").hidden = how === "skip";
    if (how === "thanks") part(this, "thanks").focus();
    else this.hidden = true;
  }
}

/** So that no answer gains by standing first. */
function shuffle(parent) {
  const items = [...parent.children];
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  parent.replaceChildren(...items);
}

customElements.define("chat-survey", ChatSurvey);
