/** What is half written in each chat, kept through reload in this tab. */
const key = (chat) => `helpdesk.draft.${chat}`;

export function loadDraft(chat) {
  try {
    return JSON.parse(sessionStorage.getItem(key(chat))) ?? { text: "", note: false };
  } catch {
    return { text: "", note: false };
  }
}

export function keepDraft(chat, { text, note }) {
  try {
    if (text || note) sessionStorage.setItem(key(chat), JSON.stringify({ text, note }));
    else sessionStorage.removeItem(key(chat));
  } catch {
    // A full or forbidden storage: the draft lives in the field only.
  }
}
