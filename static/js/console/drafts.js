/** What is half written in each chat, and the places left to be filled, kept through reload in this tab. */
const key = (chat) => `helpdesk.draft.${chat}`;
const EMPTY = { text: "", note: false, left: [] };

export function loadDraft(chat) {
  try {
    return { ...EMPTY, ...JSON.parse(sessionStorage.getItem(key(chat))) };
  } catch {
    return EMPTY;
  }
}

export function keepDraft(chat, { text, note, left }) {
  try {
    if (text || note) sessionStorage.setItem(key(chat), JSON.stringify({ text, note, left }));
    else sessionStorage.removeItem(key(chat));
  } catch {
    // A full or forbidden storage: the draft lives in the field only.
  }
}
