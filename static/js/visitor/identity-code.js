/**
 * Finnish and Swedish identity codes in a text. Pure. The server masks them in any case and knows more ways of
 * writing them; this one lets the person decide before anything leaves the window.
 */
export const MARK = "▇▇▇▇▇▇-▇▇▇▇";

const CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY";
const DASHED = /(?<!\d)(\d{6})[ \t\u00a0]?([-‐‑‒–—−+])[ \t\u00a0]?(\d{3})([A-Ya-y]|\d(?!\d))/g;
const LETTERED = /(?<![\p{L}\p{N}])(\d{6})([A-FU-Ya-fu-y])(\d{3})([0-9A-Ya-y])(?![\p{L}\p{N}])/gu;
const SWEDISH =
  /(?<![\p{L}\p{N}])((?:1[89]|20)?\d{6})[ \t\u00a0]?([-‐‑‒–—−+])[ \t\u00a0]?(\d{4})(?!\d)/gu;
const TOGETHER = /(?<![\p{L}\p{N}])((?:1[89]|20)\d{6})(\d{4})(?![\p{L}\p{N}])/gu;
const YOUNGEST = 10; // years; a moment is written like the number of somebody younger
const CENTURIES = { "+": 18, A: 20, B: 20, C: 20, D: 20, E: 20, F: 20 };

function isCode(birth, sign, number, check) {
  const century = CENTURIES[sign.toUpperCase()] ?? 19;
  const [day, month, year] = [birth.slice(0, 2), birth.slice(2, 4), birth.slice(4)].map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(century * 100 + year, month - 1, day);
  const isDate = date.getUTCDate() === day && date.getUTCMonth() === month - 1;
  return isDate && Number(number) >= 2 && CHECK[Number(birth + number) % 31] === check.toUpperCase();
}

/** Whether the digits of a Swedish number add up: each second one counts twice. */
function addsUp(digits) {
  const doubled = [...digits].map((digit, place) => Number(digit) * (place % 2 ? 1 : 2));
  return doubled.reduce((sum, n) => sum + (n > 9 ? n - 9 : n), 0) % 10 === 0;
}

function isSwedish(birth, sign, number) {
  const now = new Date().getFullYear();
  let year = Number(birth.slice(0, -4));
  if (birth.length === 6) {
    year += now - (now % 100);
    if (year > now) year -= 100;
    if (sign === "+") year -= 100;
  }
  const [month, raised] = [Number(birth.slice(-4, -2)), Number(birth.slice(-2))];
  const day = raised > 60 ? raised - 60 : raised;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDate = date.getUTCDate() === day && date.getUTCMonth() === month - 1;
  return isDate && year <= now - YOUNGEST && addsUp(birth.slice(-6) + number);
}

/** The text with each valid code hidden. */
export function masked(text) {
  const hide = (whole, ...groups) => (isCode(...groups.slice(0, 4)) ? MARK : whole);
  const hideSwedish = (whole, ...groups) => (isSwedish(...groups.slice(0, 3)) ? MARK : whole);
  const hideTogether = (whole, birth, number) => (isSwedish(birth, "", number) ? MARK : whole);
  return text
    .replace(DASHED, hide)
    .replace(LETTERED, hide)
    .replace(SWEDISH, hideSwedish)
    .replace(TOGETHER, hideTogether);
}

export const holdsCode = (text) => masked(text) !== text;
