import { part } from "../wire/dom.js";
import { rate } from "./api.js";
import { shuffle } from "./shuffle.js";

/** <chat-survey>: short questions, asked once, each of which may stay open. */
class ChatSurvey extends HTMLElement {
  connectedCallback() {
    this.form = part(this, "form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send(this.#answers(), "thanks");
    });
    part(this, "skip").addEventListener("click", () => this.#send({}, "skip"));
  }

  /** What one would have done without chat is asked only where the draw fell so. */
  ask(visit, { alternative_asked: when }) {
    if (this.visit) return;
    this.visit = visit;
    if (when === "after") shuffle(part(this, "shuffled"));
    else part(this, "alternative").remove();
    this.hidden = false;
  }

  #answers() {
    const given = Object.fromEntries(new FormData(this.form));
    const answers = {};
    if (given.was_solved) answers.was_solved = given.was_solved === "true";
    if (given.satisfaction) answers.satisfaction = Number(given.satisfaction);
    if (given.alternative) answers.alternative = given.alternative;
    if (given.comment.trim()) answers.comment = given.comment;
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

customElements.define("chat-survey", ChatSurvey);
