/** This page's own sentences (_supervisor_words.html); those of the console come from there. */
import { sentence } from "../wire/dom.js";

const words = document.getElementById("supervisor-words").content;
const find = (name) => words.querySelector(`[data-word="${CSS.escape(name)}"]`);

export const has = (name) => Boolean(find(name));

/** The sentence of this name, with its `{places}` filled in. */
export const tell = (name, values = {}) => sentence(find(name)?.textContent ?? name, values);
