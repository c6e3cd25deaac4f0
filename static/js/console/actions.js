/** What keys and buttons do, by name. */
import { chooseSound, soundChoice } from "./beep.js";
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { say } from "./words.js";

const one = (selector) => document.querySelector(selector);
const current = () => chats.get(chats.current);
const pane = () => one(`chat-pane[data-key="${chats.current}"]`);

export const actions = {
  accept: () => (desk.waiting.length ? desk.accept(desk.waiting[0]) : desk.notify(say("nobody-waits"))),
  neediest: () => goTo(chats.byNeed(desk.clock.now())[0]),
  slot: (number) => goTo(chats.all().find((chat) => chat.slot === number)),
  reply: () => pane()?.write(),
  note: () => !current()?.ended && pane()?.composer.toggleNote(),
  transfer: () => one("transfer-dialog").open(current()),
  close: () => (current()?.ended ? chats.putAway(chats.current) : one("close-dialog").open(current())),
  instructions: () => one("person-pane").instructions(),
  call: () => one("call-form").open("phone"),
  walk_in: () => one("call-form").open("walk_in"),
  presence: () => one("my-presence").toggle(),
  layout: () => one("chat-panes").toggleLayout(),
  sound: () => setSound(soundChoice() === "on" ? "off" : "on"),
  keys: () => one("#keys-dialog").showModal(),
};

function goTo(chat) {
  if (chat) chats.select(chat.id, { write: true });
}

export function setSound(choice) {
  chooseSound(choice);
  drawSound();
  desk.notify(say(choice === "on" ? "sound-on" : "sound-off"));
}

export function drawSound() {
  one("[data-do=sound]").setAttribute("aria-pressed", String(soundChoice() === "on"));
}

/** Asks for sounds once, at the first time that one goes online. */
export function askForSound() {
  if (soundChoice() !== null || desk.status !== "online") return;
  const answers = [["sound-yes", "on"], ["sound-no", "off"]];
  const ask = answers.map(([word, choice]) => ({ text: say(word), run: () => setSound(choice) }));
  desk.removeEventListener("me", askForSound);
  desk.notify(say("sound-ask"), { stays: true, actions: ask });
}
