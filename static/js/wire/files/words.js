/** Sentences about files, written by the server in the reader's language (_files.html). */
import { sentence } from "../dom.js";

const find = (name) => document.getElementById("file-words").content.querySelector(`[data-word="${CSS.escape(name)}"]`);

export const has = (name) => find(name) !== null;
export const say = (name, values = {}) => sentence(find(name).textContent, values);

const UNITS = ["byte", "kilobyte", "megabyte"];

/** 34567 as "33.8 kB", in the page's language; counted as the server does. */
export function size(bytes) {
  const step = bytes < 1_024 ? 0 : bytes < 1_024 ** 2 ? 1 : 2;
  const unitDisplay = step ? "short" : "long";
  const options = { style: "unit", unit: UNITS[step], unitDisplay, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(document.documentElement.lang, options).format(bytes / 1_024 ** step);
}

/** What a message says where its person wrote nothing: the protocol wants words. */
export const namesOf = (attachments) => attachments.map(({ name }) => name).join(", ");

/** What the person wrote; nothing where the body only repeats the names of the files. */
export const ownWords = (body, attachments = []) => (attachments.length && body === namesOf(attachments) ? "" : body);
