/** "Make an instruction of this answer": the server drafts it; somebody finishes it in the admin. */
import { clone, csrf, part } from "../wire/dom.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { say } from "./words.js";

const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Of one answer, by its number in the log, or of all answers of the chat. */
export async function draftInstruction(chat, entry = "") {
  if (!chat) return;
  const url = document.querySelector("[data-draft-url]").dataset.draftUrl.replace(NOBODY, chat.id);
  const headers = { "X-CSRFToken": csrf(), Accept: "application/json" };
  const answer = await fetch(url, { method: "POST", headers, body: new URLSearchParams({ entry }) }).catch(() => null);
  const said = answer?.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
  if (!answer?.ok) {
    const why = said.code === "empty" ? "draft-empty" : "draft-failed";
    return desk.notify(say(why), { level: "warn" });
  }
  const link = said.url ? { href: said.url, text: say("draft-finish") } : undefined;
  return desk.notify(say("drafted", { title: said.title }), { level: "good", link });
}

/** The button at an answer; its line's key is the message's own or its number. */
export function startDrafting() {
  const panes = document.querySelector("chat-panes");
  for (const type of ["pointerover", "focusin"]) panes.addEventListener(type, ({ target }) => offer(target.closest(".entry-agent")));
  panes.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-part=draft]");
    if (!button) return;
    const chat = chats.get(button.closest("chat-pane").dataset.key);
    const { key } = button.closest("li").dataset;
    const event = chat.log.events.find(({ client_id, seq }) => (client_id ?? `n${seq}`) === key);
    draftInstruction(chat, event?.seq);
  });
}

/** What was sent as an answer gets its button when somebody points at it. */
function offer(line) {
  if (!line || line.matches(".entry-note, .entry-pending, .entry-failed") || part(line, "draft")) return;
  part(line, "time").after(" ", clone("t-draft"));
}
