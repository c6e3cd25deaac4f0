import { length } from "../wire/dom.js";
import { say } from "./words.js";

const NEAR = 500;

/** Writes how much room is left into `element` when it is little; says whether the text fits. */
export function count(element, text, limit) {
  const left = limit - length(text);
  element.hidden = left > NEAR;
  element.textContent = left < 0 ? say("over", { n: -left }) : say("left", { n: left });
  element.classList.toggle("bad", left < 0);
  return left >= 0;
}
