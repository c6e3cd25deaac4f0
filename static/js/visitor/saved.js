/** What the window keeps through reload and shares with other tabs: the chat and its token. */
import { uuid } from "../wire/ids.js";
import { lasting, passing } from "../wire/storage.js";

const CHAT = "helpdesk.chat";
const DRAFT = "helpdesk.draft";
const BROWSER = "helpdesk.browser";
const KEPT_AFTER_END = 12 * 3600 * 1000;

/** {chat, token, email, position, wait_low_s, wait_high_s, alternative_asked, endedAt} or null; an old ended chat is forgotten. */
export function savedChat() {
  const saved = JSON.parse(lasting.getItem(CHAT) ?? "null");
  if (!saved?.endedAt || Date.now() - saved.endedAt < KEPT_AFTER_END) return saved;
  forgetChat();
  return null;
}

export const saveChat = (values) =>
  lasting.setItem(CHAT, JSON.stringify({ ...JSON.parse(lasting.getItem(CHAT) ?? "{}"), ...values }));

export const forgetChat = () => lasting.removeItem(CHAT);

/** A random name of this browser: whoever was blocked for a time cannot just open a new window. */
export function browserKey() {
  const key = lasting.getItem(BROWSER) ?? uuid();
  lasting.setItem(BROWSER, key);
  return key;
}

/** Calls back when another tab opens a chat or leaves one. */
export const onOtherTab = (callback) =>
  addEventListener("storage", ({ key }) => key === CHAT && callback(savedChat()));

/** Unsent words, kept for this tab: {question, name, email, topic} and {message}. */
export const draft = () => JSON.parse(passing.getItem(DRAFT) ?? "{}");
export const keepDraft = (values) => passing.setItem(DRAFT, JSON.stringify({ ...draft(), ...values }));
