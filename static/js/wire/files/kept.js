/** What was uploaded and not sent yet, by chat, kept through reload in this tab. */
import { passing } from "../storage.js";

const key = (chat) => `helpdesk.files.${chat}`;

export const keptFiles = (chat) => JSON.parse(passing.getItem(key(chat)) ?? "[]");

export function keepFiles(chat, attachments) {
  if (attachments.length) passing.setItem(key(chat), JSON.stringify(attachments));
  else passing.removeItem(key(chat));
}
