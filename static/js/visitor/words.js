/** The page's sentences, written by the server in the visitor's language (_visitor_words.html). */
import { sentence } from "../wire/dom.js";

const words = document.getElementById("words").content;
const find = (name) => words.querySelector(`[data-word="${CSS.escape(name)}"]`);

export const has = (name) => find(name) !== null;
export const say = (name, values = {}) => sentence(find(name).textContent, values);

const LAST_STEP = 300;
const minutes = (seconds) => Math.round(seconds / 60);

/** A range of waits in seconds, as the server says it (chat/views/opening.py); without `high` it has no end. */
export function waitRange(low, high) {
  if (high === null && low < LAST_STEP) return say("wait-maybe-over", { low: minutes(LAST_STEP) });
  if (high === null) return say("wait-over", { low: minutes(low) });
  return say(low ? "wait-between" : "wait-under", { low: minutes(low), high: minutes(high) });
}
