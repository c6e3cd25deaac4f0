/** <close-dialog>: ending a chat in one step; everything is proposed, Enter confirms. */
import { part } from "../wire/dom.js";
import { AskingDialog } from "./asking.js";
import { show } from "./lists.js";
import { proposed } from "./proposals.js";

class CloseDialog extends AskingDialog {
  connectedCallback() {
    super.connectedCallback();
    this.ticket = this.form.elements.ticket;
    this.none = this.ticket.firstElementChild;
    this.ticket.addEventListener("change", () => this.label());
  }

  prepare(chat) {
    const { outcome, topic, ticket, open } = proposed(chat);
    this.form.elements.outcome.value = outcome;
    this.form.elements.topic.value = topic?.id ?? "";
    this.ticket.replaceChildren(this.none, ...open);
    this.ticket.value = ticket?.value ?? "";
    show(part(this, "ticket"), open.length > 0);
    this.label();
  }

  open(chat) {
    super.open(chat);
    part(this, "confirm").focus();
  }

  label() {
    show(part(this, "new"), !this.ticket.value);
    show(part(this, "join"), Boolean(this.ticket.value));
  }

  frame(data) {
    return closing({ outcome: data.get("outcome"), topic: data.get("topic"), ticket: data.get("ticket") });
  }
}

/** The frame that ends a chat so. */
export function closing({ outcome, topic, ticket }) {
  const numbers = Object.entries({ topic: Number(topic), ticket: Number(ticket) }).filter(([, number]) => number);
  return { type: "close", outcome, ...Object.fromEntries(numbers) };
}

customElements.define("close-dialog", CloseDialog);
