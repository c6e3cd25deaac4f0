/** Ready answers: fetched once, chosen for a chat, their places filled in. All but `replies` is pure. */
const PLACE = /\{\s*([^{}\s][^{}\n]{0,40}?)\s*\}/g;
const FRESH_MS = 60_000;
const NONE = { agent: "", desk: "", topics: {}, replies: [] };
let kept = { at: -Infinity, answer: Promise.resolve(NONE) };

/** The document of ready answers; after a minute it is asked for again, and sent only if it changed. */
export function replies(url) {
  if (Date.now() - kept.at > FRESH_MS) kept = { at: Date.now(), answer: load(url, kept.answer) };
  return kept.answer;
}

async function load(url, before) {
  const answer = await fetch(url, { cache: "no-cache" }).catch(() => null);
  if (answer?.ok && !answer.redirected) return answer.json();
  kept.at = -Infinity;
  return before;
}

/** {start, end, typed} of the `/word` that ends at the caret; null where there is none. */
export function typedAt(text, caret) {
  const typed = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret))?.[1];
  return typed === undefined ? null : { start: caret - typed.length - 1, end: caret, typed };
}

/**
 * Those that fit the words typed, each shortcut once: in the chat's language, else in English, else
 * in another; of the chat's team before the others'. Shortcuts that begin so come first, then the
 * team's, then the topic's.
 */
export function offered({ replies: all }, { language, team, topic, proposal }, typed) {
  const about = topic?.id ?? proposal?.topic?.id;
  const far = (reply) => (reply.language === language ? 0 : reply.language === "en" ? 1 : 2);
  const strange = (reply) => (!reply.team ? 1 : reply.team.id === team?.id ? 0 : 2);
  const best = new Map();
  for (const reply of all) {
    const known = best.get(reply.shortcut);
    if (!known || far(reply) - far(known) < 0 || (far(reply) === far(known) && strange(reply) < strange(known))) best.set(reply.shortcut, reply);
  }
  const rank = (reply) => [match(reply, typed.toLowerCase()), strange(reply), reply.topic && reply.topic === about ? 0 : 1];
  return [...best.values()]
    .filter((reply) => match(reply, typed.toLowerCase()) < 3)
    .sort((a, b) => compare(rank(a), rank(b)) || a.shortcut.localeCompare(b.shortcut));
}

function match({ shortcut, body }, typed) {
  if (shortcut.toLowerCase().startsWith(typed)) return 0;
  if (shortcut.toLowerCase().includes(typed)) return 1;
  return body.toLowerCase().includes(typed) ? 2 : 3;
}

const compare = (a, b) => a.map((value, n) => value - b[n]).find(Boolean) ?? 0;

/** The text for this chat, and the places in it that are `left` to be filled by hand. */
export function filled(body, { agent, desk, topics }, { name, language, topic, proposal }) {
  const about = topics[topic?.id ?? proposal?.topic?.id]?.[language] ?? "";
  const values = new Map(Object.entries({ name, agent, desk, topic: about }));
  const spoken = name ? body : withoutName(body);
  const text = spoken.replace(PLACE, (place, key) => values.get(key) || place);
  return { text, left: [...new Set([...spoken.matchAll(PLACE)].filter(([, key]) => !values.get(key)).map(([place]) => place))] };
}

/** "Hello {name}!" to somebody without a name is "Hello!". */
const withoutName = (body) => body.replace(/^\{\s*name\s*\}[,:]?\s*/gm, "").replace(/,?\s*\{\s*name\s*\}/g, "");
