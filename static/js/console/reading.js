/** Marks a chat as read while it is the one looked at, here or in another tab of this browser. */
import { chats } from "./chats.js";
import { desk } from "./desk.js";

const tabs = new BroadcastChannel("helpdesk.console.read");

function mark() {
  const chat = chats.get(chats.current);
  if (!chat || document.hidden || !document.hasFocus() || chat.seen >= chat.log.applied) return;
  see(chat, chat.log.applied);
  desk.connection.read(chat.id, chat.seen);
  tabs.postMessage({ id: chat.id, seq: chat.seen });
}

function see(chat, seq) {
  chat.seen = Math.max(chat.seen, seq);
  chats.dispatchEvent(new CustomEvent("change", { detail: { chat } }));
}

export function startReading() {
  for (const type of ["change", "select"]) chats.addEventListener(type, mark);
  for (const type of ["focus", "pointerdown"]) addEventListener(type, mark);
  document.addEventListener("visibilitychange", mark);
  tabs.addEventListener("message", ({ data }) => {
    const chat = chats.get(data.id);
    if (chat) see(chat, data.seq);
  });
}
