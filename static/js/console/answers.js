/** The keys of answering and closing, by name; part of the actions. */
import { chats } from "./chats.js";
import { closeSoon } from "./closing-soon.js";
import { draftInstruction } from "./drafting.js";
import { sendNth } from "./instructions.js";

const current = () => chats.get(chats.current);

export const answers = {
  emoji: () => document.querySelector("emoji-picker").open(),
  draft: () => draftInstruction(current()),
  close_now: () => closeSoon(current()),
  instruction: sendNth,
};
