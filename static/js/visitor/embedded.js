/** The chat inside a panel on another site's page: what it hears from there, and what it tells. */
import { view } from "../wire/dom.js";
import { lasting } from "../wire/storage.js";
import { surround } from "./around.js";
import { draft, keepDraft, savedChat } from "./saved.js";

const CARRIED = ["question", "name", "email", "topic"];
/** Escape leaves these first. */
const INNER = "identity-guard, early-question, [data-part='undo'], select";

const page = document.querySelector("visitor-desk");
const room = page.querySelector("chat-room");
const hosts = page.dataset.hosts.split(" ");
const blocked = !(lasting instanceof Storage);
let host = "";
let unread = 0;

const tell = (what) => host && parent.postMessage({ helpdesk: what }, host);
const report = () => tell({ chat: goesOn(), unread, blocked });

function goesOn() {
  if (room.dataset.state) return room.dataset.state !== "ended";
  const saved = savedChat();
  return Boolean(saved) && !saved.endedAt;
}

function focus() {
  if (matchMedia("(pointer: coarse)").matches) return;
  const field = page.querySelector("chat-composer:not([hidden]) textarea");
  (field?.offsetParent ? field : page.querySelector("#question")).focus();
}

/** A link to the form takes the words along where no server sees them; it cannot read this page's storage. */
function carry(link) {
  const kept = draft();
  link.hash = new URLSearchParams(CARRIED.map((name) => [name, kept[name] ?? ""]));
}

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || !hosts.includes(origin) || !data?.helpdesk) return;
  host = origin;
  surround(data.helpdesk);
  if (data.helpdesk.focus) focus();
  report();
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || event.target.closest?.(INNER)) return;
  tell({ leave: true });
});
document.addEventListener("unread", ({ detail }) => {
  unread = detail;
  report();
});
document.addEventListener("click", ({ target }) => {
  const link = target.closest("a");
  if (link?.getAttribute("href")?.split("#")[0] === page.dataset.form) carry(link);
});
page.addEventListener("chat-opened", report);
new MutationObserver(report).observe(room, { attributeFilter: ["data-state"] });

if (parent !== window) surround({ open: false });
if (page.dataset.topic && !draft().topic) keepDraft({ topic: page.dataset.topic });
if (blocked) view(page, "blocked");
