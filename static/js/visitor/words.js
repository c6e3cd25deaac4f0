/** The page's sentences, written by the server in the visitor's language (_visitor_words.html). */
import { locale } from "../wire/clock.js";
import { sentence } from "../wire/dom.js";

const words = document.getElementById("words").content;
const find = (name) => words.querySelector(`[data-word="${CSS.escape(name)}"]`);

export const has = (name) => find(name) !== null;
export const say = (name, values = {}) => sentence(find(name).textContent, values);

/** 10 seconds, 2 minutes: in the page's language. */
export function span(seconds) {
  const [value, unit] = seconds < 90 ? [Math.max(1, Math.round(seconds)), "second"] : [Math.round(seconds / 60), "minute"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
}
