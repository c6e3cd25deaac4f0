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
  if (!card.first_reply_at) return promise(card, now);
  const quiet = seconds(card.last_message_at ?? card.opened_at, now);
  if (card.visitor_away) return { rank: -1, level: "", text: say("visitor-away") };
  if (card.last_message_role === "visitor") return answer(quiet);
  const text = quiet < SILENT_S ? say("their-turn") : say("silent", { time: counted(quiet) });
  return { rank: 0, level: "", text };
}

function promise(card, now) {
  const elapsed = seconds(card.opened_at, now);
  const left = Math.ceil(card.promise_s - elapsed);
  if (left <= 0) return { rank: 2e6 + elapsed, level: "bad", text: say("late", { time: counted(elapsed) }) };
  const level = left <= card.promise_s / 2 ? "warn" : "good";
  return { rank: 1e6 - left, level, text: say("answer-in", { n: left }) };
}

function answer(waited) {
  const level = waited >= WAITS_TOO_LONG_S ? "bad" : waited >= WAITS_LONG_S ? "warn" : "";
  return { rank: 1 + waited, level, text: say("waits", { time: counted(waited) }) };
}
