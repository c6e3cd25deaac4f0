/** What a chat needs from its agent: pure, from its facts and the server's time. */
import { counted } from "../wire/clock.js";
import { say } from "./words.js";

const WAITS_LONG_S = 60;
const WAITS_TOO_LONG_S = 180;
const SILENT_S = 300;

const seconds = (at, now) => Math.max(0, (now - Date.parse(at)) / 1000);

/**
 * {rank, level, text}: a higher rank is more urgent; the level is "", good, warn or bad.
 * First the promise of the first answer, then whoever waits for an answer, then the quiet ones.
 */
export function need(card, now) {
  if (card.state !== "active") return { rank: -2, level: "", text: "" };
  if (!card.first_reply_at) return firstAnswer(card, now);
  if (card.visitor_away) return { rank: -1, level: "", text: say("visitor-away") };
  const quiet = seconds(card.last_message_at ?? card.opened_at, now);
  const since = card.waits_since;
  if (since) return answer(seconds(since, now));
  if (since === undefined && card.last_message_role === "visitor") return answer(quiet);
  const text = quiet < SILENT_S ? say("their-turn") : say("silent", { time: counted(quiet) });
  return { rank: 0, level: "", text };
}

/**
 * How the promise of the first answer stands, of a card or of somebody in the queue: {left, waited,
 * level}, `left` in whole seconds, not above 0 once it is broken. The warning begins at half time.
 */
export function promise({ promise_at, promise_s, opened_at, queued_at }, now) {
  const until = promise_at ? Date.parse(promise_at) : Date.parse(opened_at) + 1000 * promise_s;
  const whole = promise_s ?? (until - Date.parse(queued_at)) / 1000;
  const left = Math.ceil((until - now) / 1000);
  return { left, waited: seconds(opened_at, now), level: left <= 0 ? "bad" : left <= whole / 2 ? "warn" : "good" };
}

function firstAnswer(card, now) {
  const { left, waited, level } = promise(card, now);
  if (level === "bad") return { rank: 2e6 + waited, level, text: say("late", { time: counted(waited) }) };
  return { rank: 1e6 - left, level, text: say("answer-in", { n: left }) };
}

function answer(waited) {
  const level = waited >= WAITS_TOO_LONG_S ? "bad" : waited >= WAITS_LONG_S ? "warn" : "";
  return { rank: 1 + waited, level, text: say("waits", { time: counted(waited) }) };
}
