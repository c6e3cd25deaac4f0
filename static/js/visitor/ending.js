import { part } from "../wire/dom.js";
import { chatNow, download } from "./api.js";
import { forgetChat, saveChat } from "./saved.js";
import { say } from "./words.js";

const EVERY = 1_000;
const AT_MOST = 30;

/** <chat-ending>: the ticket's number, what happens next, the survey, the transcript, a new start. */
class ChatEnding extends HTMLElement {
  connectedCallback() {
    part(this, "again").addEventListener("click", () => {
      forgetChat();
      location.reload();
    });
    part(this, "transcript").addEventListener("click", () => this.#download());
  }

  /** `visit` is the saved chat, `how` its standing, `told` what must not be overlooked. */
  show(visit, how, told) {
    if (this.visit) return;
    this.visit = visit;
    saveChat({ endedAt: visit.endedAt ?? Date.now() });
    this.hidden = false;
    part(this, "how").textContent = told;
    part(this, "how").hidden = !told;
    part(this, "heading").focus();
    part(this, "next").textContent = nextStep(visit, how);
    this.#poll(how, AT_MOST);
  }

  async #poll(how, left) {
    const { status, body } = await chatNow(this.visit);
    if (status === 200 && body.survey === "open" && how.answered) this.querySelector("chat-survey").ask(this.visit, body);
    if (status === 200 && body.ticket) return this.#made(body);
    if (left > 0 && this.isConnected) return setTimeout(() => this.#poll(how, left - 1), EVERY);
    part(this, "making").hidden = true;
    part(this, "late").hidden = false;
    return undefined;
  }

  #made({ ticket, transcript }) {
    part(this, "making").hidden = true;
    part(this, "ticket").hidden = false;
    part(this, "ticket").textContent = say("ticket", { n: ticket });
    this.transcript = transcript;
    part(this, "transcript").hidden = !transcript;
  }

  async #download() {
    part(this, "problem").hidden = await download(this.transcript, this.visit);
  }
}

function nextStep({ email }, { outcome }) {
  if (outcome === "solved") return say("next-solved");
  return email ? say("next-mail", { email }) : say("next-number");
}

customElements.define("chat-ending", ChatEnding);
