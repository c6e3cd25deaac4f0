/** The console's sentences, written by the server in the reader's language (_console_words.html). */
import { sentence } from "../wire/dom.js";

const words = document.getElementById("words").content;
const find = (name) => words.querySelector(`[data-word="${CSS.escape(name)}"]`);

/** The sentence of this name, with its `{places}` filled in. */
export const say = (name, values = {}) => sentence(find(name)?.textContent ?? name, values);

/** Why something was refused, for a person; `values` may hold `by` (who was quicker). */
export const refusal = (code, values = {}) => say(find(`error-${code}`) ? `error-${code}` : "error-other", values);
