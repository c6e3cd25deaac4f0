/** Smileys as people type them, and the faces that show them. Only whole words: never in code or addresses. */
const FACES = {
  ":)": "🙂", ":-)": "🙂", "=)": "🙂", ":]": "🙂", ":D": "😄", ":-D": "😄", "=D": "😄", ";)": "😉", ";-)": "😉",
  ":(": "🙁", ":-(": "🙁", "=(": "🙁", ":'(": "😢", ":'-(": "😢", ":P": "😛", ":-P": "😛", ":p": "😛", ";P": "😜",
  ":o": "😮", ":O": "😮", ":-O": "😮", ":|": "😐", ":-|": "😐", ":/": "😕", ":-/": "😕", "<3": "❤️", "xD": "😆", XD: "😆",
};
const WORD = /(?<=^|\s)[:;=x<X]['-]?[-)(\]DPpoO|/3]{1,2}(?=$|[\s.,!?])/g;

/** Splits text into [{text, face?}]; `text` is always what was typed. Pure. */
export function smiled(text) {
  const found = [];
  let end = 0;
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!Object.hasOwn(FACES, word)) continue;
    if (index > end) found.push({ text: text.slice(end, index) });
    found.push({ text: word, face: FACES[word] });
    end = index + word.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}
