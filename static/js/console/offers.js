/**
 * The chats that are offered to me, oldest first: {chat, item, offered_at, expires_at}, the item as
 * in the queue. Events: `offer` {offer}; `over` {offer, end}; `change` after both.
 */
import { desk } from "./desk.js";

const LATE_MS = 3_000;

class Offers extends EventTarget {
  #offers = new Map();
  #told = new Set();

  constructor({ connection }) {
    super();
    const on = (type, handle) => connection.addEventListener(type, ({ detail }) => handle(detail));
    // Whatever still runs is sent again after the welcome.
    on("welcome", () => this.#forget());
    on("offer", (offer) => this.#take(offer));
    on("offer_over", ({ chat, end }) => this.#end(chat, end));
    on("card", ({ card }) => this.#end(card.chat, "accepted"));
  }

  all = () => [...this.#offers.values()].sort((a, b) => Date.parse(a.offered_at) - Date.parse(b.offered_at));
  get = (chat) => this.#offers.get(chat);

  /** Whole seconds in which an offer can still be taken. */
  left = ({ expires_at }, now) => Math.max(0, Math.ceil((Date.parse(expires_at) - now) / 1000));

  accept(offer = this.all()[0]) {
    if (offer) desk.accept(offer.item);
  }

  /** Lets it go on to somebody else. */
  pass(offer = this.all()[0]) {
    if (offer && desk.act({ type: "decline", chat: offer.chat })) this.#end(offer.chat, "declined");
  }

  /** An end that was not told is seen from the clock. */
  sweep(now) {
    for (const { chat, expires_at } of this.all()) {
      if (now > Date.parse(expires_at) + LATE_MS) this.#end(chat, "expired");
    }
  }

  #take(offer) {
    const name = `${offer.chat} ${offer.offered_at}`;
    this.#offers.set(offer.chat, offer);
    if (!this.#told.has(name)) this.#emit("offer", { offer });
    this.#told.add(name);
    this.#emit("change");
  }

  #end(chat, end) {
    const offer = this.get(chat);
    if (!offer) return;
    this.#offers.delete(chat);
    this.#emit("over", { offer, end });
    this.#emit("change");
  }

  #forget() {
    this.#offers.clear();
    this.#emit("change");
  }

  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

export const offers = new Offers(desk);
