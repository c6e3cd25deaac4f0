/** Sending an instruction: its link goes as a message of its own, beside what is half written. */
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { say } from "./words.js";

const offeredLinks = () => [...document.querySelectorAll("instruction-finder [data-send-link]")];

/** The link in the message is the record of what was sent. */
export function sendInstruction({ dataset: { title, sendLink } }) {
  const chat = chats.get(chats.current);
  if (!chat || chat.ended) return;
  desk.connection.send(chat.id, `${title}: ${sendLink}`);
}

/** The best one, or the next ones, by their keys. */
export function sendNth(number) {
  const button = offeredLinks()[number - 1];
  if (button) sendInstruction(button);
  else desk.notify(say("no-instruction", { n: number }));
}

/** Whether this link was sent in this chat, or is on its way. */
export const wasSent = ({ log }, link) =>
  [...log.events, ...log.pending].some(({ body = "", from, note }) => !note && from?.role !== "visitor" && body.includes(link));
