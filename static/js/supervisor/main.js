/** The supervisor's page: everything defines itself, then the connection starts. */
import "../console/lost.js";
import "../console/notices.js";
import "../console/log-view.js";
import { desk } from "../console/desk.js";
import "./agents.js";
import "./facts.js";
import "./looking.js";
import "./open-chats.js";
import "./promises.js";
import "./queue.js";
import "./whisper.js";
import { overview } from "./overview.js";

const looking = document.querySelector("chat-looking");
const rows = () => document.querySelectorAll("desk-queue [data-key], desk-chats [data-key]");

/** Which chat is looked into stands at its row. */
function mark() {
  for (const row of rows()) {
    if (row.dataset.key === looking.id_) row.firstElementChild.setAttribute("aria-current", "true");
    else row.firstElementChild.removeAttribute("aria-current");
  }
}

document.addEventListener("click", ({ target }) => {
  const row = target.closest("desk-queue [data-key], desk-chats [data-key]");
  if (!row) return;
  looking.look(row.dataset.key, row.firstElementChild);
  mark();
});
looking.addEventListener("left", mark);
overview.addEventListener("change", mark);
desk.addEventListener("queue", mark);
overview.addEventListener("refused", () => {
  document.querySelector("[data-part=not-allowed]").hidden = false;
});
desk.start();
