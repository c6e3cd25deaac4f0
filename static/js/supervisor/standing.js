/** Who waits for whom in an open chat: pure, from what the desk says of it and the server's time. */
import { counted } from "../wire/clock.js";
import { tell } from "./words.js";

const WAITS_LONG_S = 60;
const WAITS_TOO_LONG_S = 180;

const seconds = (at, now) => Math.max(0, (now - Date.parse(at)) / 1000);

/** {rank, level, text}: a higher rank is more urgent; the level is "", good, warn or bad. */
export function standing(chat, now) {
  const agent = chat.agent?.name ?? "";
  if (!chat.first_reply_at) return first(chat, agent, now);
  if (chat.visitor_away) return { rank: -1, level: "", text: tell("left-page") };
  const quiet = seconds(chat.last_message_at ?? chat.opened_at, now);
  const time = counted(quiet);
  if (chat.last_message_role !== "visitor") return { rank: 0, level: "", text: tell("waits-visitor", { time }) };
  const level = quiet >= WAITS_TOO_LONG_S ? "bad" : quiet >= WAITS_LONG_S ? "warn" : "";
  return { rank: 1 + quiet, level, text: tell("waits-agent", { agent, time }) };
}

function first(chat, agent, now) {
  const left = Math.ceil((Date.parse(chat.promise_at) - now) / 1000);
  const time = counted(seconds(chat.opened_at, now));
  if (left <= 0) return { rank: 2e6 - left, level: "bad", text: tell("no-answer", { agent, time }) };
  const level = left <= chat.promise_s / 2 ? "warn" : "good";
  return { rank: 1e6 - left, level, text: tell("answer-in", { agent, n: left }) };
}
