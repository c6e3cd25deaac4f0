/** A promise about to break: said and rung once a chat, also while nobody looks at the page. */
import { chats } from "./chats.js";
import { desk } from "./desk.js";
import { need, promise } from "./need.js";
import { notifications } from "./notifications.js";
import { concernsMe } from "./room.js";
import { sound } from "./sound.js";
import { say } from "./words.js";

const warned = new Set();

/** Every second, in a worker: a hidden page's own timers come too late. */
function beat(run) {
  const worker = new Worker(document.querySelector(".console").dataset.pulse);
  worker.addEventListener("message", run);
}

function* atRisk(now) {
  for (const { id, facts } of chats.open()) {
    if (!facts.first_reply_at) yield { id, name: facts.name, level: need(facts, now).level, left: promise(facts, now).left };
  }
  for (const each of desk.waiting) {
    const stands = each.promise_at && concernsMe(each) && promise(each, now);
    if (stands) yield { id: each.chat, name: each.name, level: stands.level, left: stands.left };
  }
}

export function startPromises(announce) {
  beat(() => {
    for (const { id, name, level, left } of atRisk(desk.clock.now())) {
      if (level !== "warn" || warned.has(id)) continue;
      warned.add(id);
      const text = say("promise-soon", { name: name || say("visitor"), n: left });
      announce(text);
      sound.play("promise");
      notifications.tell(text, { tag: id, run: () => chats.get(id) && chats.select(id, { write: true }) });
    }
  });
}
