/** <transfer-dialog>: handing a chat to whoever can take it now, with a word for them. */
import { part } from "../wire/dom.js";
import { AskingDialog } from "./asking.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { takers } from "./takers.js";
import { say } from "./words.js";

class TransferDialog extends AskingDialog {
  connectedCallback() {
    super.connectedCallback();
    this.to = this.form.elements.to;
    this.form.elements.note.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    desk.addEventListener("queue", () => this.dialog.open && this.offer());
  }

  prepare(chat) {
    this.language = chat.facts.language;
    this.offer();
  }

  /** Who can take it changes while one writes; whom one chose stays chosen as long as they can. */
  offer() {
    const chosen = this.dialog.open ? this.to.value : "";
    const { teams, agents } = takers(desk, this.language);
    part(this, "teams").replaceChildren(...teams.map(team));
    part(this, "agents").replaceChildren(...agents.map(colleague));
    for (const group of ["teams", "agents"]) show(part(this, group), part(this, group).childElementCount > 0);
    const options = [...this.to.options];
    const still = options.find(({ value }) => value === chosen);
    const nobody = options.length === 0;
    this.to.selectedIndex = still ? still.index : nobody || chosen ? -1 : 0;
    show(part(this, "nobody"), nobody);
    part(this, "confirm").disabled = nobody;
    if (chosen && !still) this.say(say("taker-gone"));
  }

  frame(data) {
    const [kind, id] = data.get("to").split(":");
    return { type: "transfer", [kind]: Number(id), note: data.get("note").trim() };
  }
}

const colleague = ({ id, name, free }) => option(`agent:${id}`, say("colleague", { name, free }));
const team = ({ id, name, here }) => option(`team:${id}`, say("team-here", { name, here }));
const option = (value, text) => new Option(text, value);

customElements.define("transfer-dialog", TransferDialog);
