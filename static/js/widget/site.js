/** The page of another site that we stand on: what its <script> asks for, and what it remembers of a chat. */
const script = document.currentScript;
const { lang: asked, topic = "", position, whenClosed } = script.dataset;
export const KEY = "helpdesk.chat";

const lang = asked || document.documentElement.lang || navigator.language;
export const side = position === "left" ? "left" : "right";
export const hides = whenClosed === "hide";
export const address = (path) => new URL(path, script.src).href;
export const desk = new URL(script.src).origin;

/** What the desk says to this page now; null where it does not answer, or may not be asked. */
export async function ask() {
  const at = address(`widget.json?${new URLSearchParams({ lang, topic })}`);
  const answer = await fetch(at, { credentials: "omit" }).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/** `kind` is localStorage (a chat goes on) or sessionStorage (its panel is open in this tab). */
export function remembers(kind) {
  try {
    return window[kind].getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function remember(kind, isOn) {
  try {
    if (isOn) window[kind].setItem(KEY, "1");
    else window[kind].removeItem(KEY);
  } catch {
    // The site may keep nothing: the chat goes on, and on the next page the button finds it.
  }
}

export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}
