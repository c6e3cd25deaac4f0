/** Says in a word where an offer went that I did not take. */
import { desk } from "./desk.js";
import { offers } from "./offers.js";
import { say } from "./words.js";

const PATIENCE_MS = 1_500;

/** Who has it now is known from the queue, which may come a moment later. */
function told(offer, end) {
  const next = () => desk.waiting.find(({ chat }) => chat === offer.chat)?.offered_to;
  const isElsewhere = () => next() && next().id !== desk.me.id;
  const finish = () => {
    clearTimeout(timer);
    desk.removeEventListener("queue", look);
    const name = offer.item.name || say("visitor");
    if (isElsewhere()) desk.notify(say("offer-went", { name, to: next().name }));
    else if (end !== "declined" && desk.status === "online") desk.notify(say(`offer-${end}`, { name }));
  };
  const look = () => isElsewhere() && finish();
  const timer = setTimeout(finish, PATIENCE_MS);
  desk.addEventListener("queue", look);
  look();
}

export function startOfferWords() {
  offers.addEventListener("over", ({ detail: { offer, end } }) => {
    if (end !== "accepted") told(offer, end);
  });
}
