/** What keys and buttons do, by name. */
import { answers } from "./answers.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { offers } from "./offers.js";
import { sound } from "./sound.js";
import { say } from "./words.js";

const one = (selector) => document.querySelector(selector);
const current = () => chats.get(chats.current);
const pane = () => one(`chat-pane[data-key="${chats.current}"]`);

export const actions = {
  accept,
  pass: () => (offers.all().length ? offers.pass() : desk.notify(say("nothing-offered"))),
  neediest: () => goTo(chats.byNeed(desk.clock.now())[0]),
  slot: (number) => goTo(chats.all().find((chat) => chat.slot === number)),
  reply: () => pane()?.write(),
  note: () => !current()?.ended && pane()?.composer.toggleNote(),
  transfer: () => one("transfer-dialog").open(current()),
  close: () => (current()?.ended ? chats.putAway(chats.current) : one("close-dialog").open(current())),
  hostile: () => one("hostile-dialog").open(current()),
  instructions: () => one("person-pane").instructions(),
  call: () => one("call-form").open("phone"),
  walk_in: () => one("call-form").open("walk_in"),
  presence: () => one("my-presence").toggle(),
  layout: () => one("chat-panes").toggleLayout(),
  sound: toggleSound,
  keys: () => one("#keys-dialog").showModal(),
  ...answers,
};

function goTo(chat) {
  if (chat) chats.select(chat.id, { write: true });
}

/** What is offered to me first; else whoever has waited longest and is shown to nobody else. */
function accept() {
  if (offers.all().length) return offers.accept();
  const next = desk.waiting.find((each) => !each.offered_to) ?? desk.waiting[0];
  return next ? desk.accept(next) : desk.notify(say("nobody-waits"));
}

function toggleSound() {
  sound.choose(sound.choice === "on" ? "off" : "on");
  desk.notify(say(sound.choice === "on" ? "sounds-again" : "sounds-gone"));
}
