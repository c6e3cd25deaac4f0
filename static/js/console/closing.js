/** <close-dialog>: ending a chat in one step; everything is proposed, Enter confirms. */
import { part } from "../wire/dom.js";
import { AskingDialog } from "./asking.js";
import { show } from "./lists.js";

class CloseDialog extends AskingDialog {
  connectedCallback() {
    super.connectedCallback();
    this.ticket = this.form.elements.ticket;
    this.none = this.ticket.firstElementChild;
    this.ticket.addEventListener("change", () => this.label());
  }

  prepare(chat) {
    const { outcome, topic } = this.form.elements;
    const proposal = chat.facts.proposal ?? {};
    // The proposal is as old as the card; a first answer may have been given since.
    outcome.value = chat.facts.first_reply_at ? "solved" : proposal.outcome || "open";
    topic.value = chat.facts.topic?.id ?? proposal.topic?.id ?? "";
    const open = document.querySelector("person-pane").openTickets(chat.id);
    this.ticket.replaceChildren(this.none, ...open);
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
    const [topic, ticket] = [Number(data.get("topic")), Number(data.get("ticket"))];
    const frame = { type: "close", outcome: data.get("outcome") };
    return { ...frame, ...(topic ? { topic } : {}), ...(ticket ? { ticket } : {}) };
  }
}

customElements.define("close-dialog", CloseDialog);
