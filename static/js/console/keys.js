/**
 * Keys for everything. Alone where one does not write; with Alt (Control on a Mac, where Alt types
 * characters) everywhere.
 */
import { actions } from "./actions.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { offers } from "./offers.js";
import { sound } from "./sound.js";

const KEYS = {
  a: "accept", d: "pass", n: "neediest", r: "reply", i: "note", t: "transfer", e: "close", "/": "instructions",
  c: "call", w: "walk_in", p: "presence", h: "hostile", l: "layout", m: "sound", x: "close_now", o: "emoji", k: "draft", "?": "keys",
};
const QUIET_MS = 1_500;
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
let typedAt = -Infinity;

const writes = (element) => Boolean(element.closest?.("input, textarea, select, [contenteditable]"));

/** The digit of the key, or the character. */
const pressed = ({ code, key, shiftKey }) =>
  (!shiftKey && /^(?:Digit|Numpad)([1-6])$/.exec(code)?.[1]) || key.toLowerCase();

function held(event) {
  if (event.getModifierState("AltGraph") || event.metaKey) return "other";
  if (event.altKey || event.ctrlKey) return event.altKey !== event.ctrlKey && event.altKey !== isMac ? "modifier" : "other";
  return "none";
}

/**
 * Somebody whose field vanished under the hands goes on typing for a moment, and somebody who has
 * taken a chat begins before it is here: that is no command.
 */
function isStillTyping(event) {
  const now = event.timeStamp;
  if (writes(event.target) || desk.isTaking) typedAt = now;
  else if (now - typedAt < QUIET_MS) typedAt = now;
  else return false;
  return true;
}

function handle(event) {
  sound.wake();
  if (event.defaultPrevented || event.isComposing) return;
  if (event.key === "Escape") return leave(event);
  const how = held(event);
  if (how === "other" || document.querySelector("dialog[open]:modal")) return;
  if (how === "none" && isStillTyping(event)) return;
  const run = meant(event);
  if (!run) return;
  event.preventDefault();
  run();
}

/** Enter answers an offer where it would do nothing else. */
function meant(event) {
  const key = pressed(event);
  const isFree = event.target.matches("body, main, chat-pane, [role=region]");
  if (key === "enter") return isFree && offers.all().length ? actions.accept : null;
  const shifted = event.shiftKey && /^Digit([1-3])$/.exec(event.code)?.[1];
  if (shifted) return () => actions.instruction(Number(shifted));
  return /^[1-6]$/.test(key) ? () => actions.slot(Number(key)) : actions[KEYS[key]];
}

/** Esc leaves a field for its chat, where the keys work alone. */
function leave({ target }) {
  typedAt = -Infinity;
  if (!writes(target) || target.closest("dialog, call-form")) return;
  const pane = target.closest("chat-pane");
  if (pane) pane.focus();
  else target.blur();
}

export function startKeys() {
  document.addEventListener("keydown", handle);
  document.addEventListener("pointerdown", () => {
    typedAt = -Infinity;
    sound.wake();
  });
  for (const kbd of document.querySelectorAll("[data-modifier]")) kbd.textContent = isMac ? "Ctrl" : "Alt";
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do], [data-act]");
    if (!button || button.dataset.act === "note") return;
    const pane = button.closest("chat-pane");
    if (pane) chats.select(pane.dataset.key);
    actions[button.dataset.do ?? button.dataset.act]();
  });
}
