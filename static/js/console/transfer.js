/** <transfer-dialog>: handing a chat to a team or a colleague, with a word for them. */
import { part } from "../wire/dom.js";
import { AskingDialog } from "./asking.js";
import { desk } from "./desk.js";
import { show } from "./lists.js";
import { say } from "./words.js";

class TransferDialog extends AskingDialog {
  connectedCallback() {
    super.connectedCallback();
    this.form.elements.note.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
  }

  prepare() {
    const others = desk.agents.filter((agent) => agent.id !== desk.me.id && agent.status === "online");
    const here = new Set(others.flatMap((agent) => agent.teams));
    const teams = desk.teams.filter((team) => here.has(team.id));
    part(this, "teams").replaceChildren(...teams.map((team) => option(`team:${team.id}`, team.name)));
    part(this, "agents").replaceChildren(...others.map((agent) => colleague(agent)));
    const nobody = others.length === 0;
    show(part(this, "nobody"), nobody);
    part(this, "confirm").disabled = nobody;
    part(this, "agents").parentElement.selectedIndex = nobody ? -1 : 0;
  }

  frame(data) {
    const [kind, id] = data.get("to").split(":");
    return { type: "transfer", [kind]: Number(id), note: data.get("note").trim() };
  }
}

function colleague({ id, name, active, capacity }) {
  const full = active >= capacity;
  const made = option(`agent:${id}`, say(full ? "colleague-full" : "colleague", { name, active, capacity }));
  made.disabled = full;
  return made;
}

function option(value, text) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = text;
  return made;
}

customElements.define("transfer-dialog", TransferDialog);
