/**
 * The whole desk as the server shows it to supervisors, asked for anew with every connection.
 *
 * `active`: the open chats; `promises`: today's, a row a team; `blocks`: people blocked now.
 * Events: `change`; `refused` where this person may not see it any more.
 */
import { desk } from "../console/desk.js";

class Overview extends EventTarget {
  active = [];
  promises = [];
  blocks = 0;

  constructor({ connection }) {
    super();
    connection.addEventListener("welcome", () => connection.fire({ type: "overview", on: true }));
    connection.addEventListener("overview", ({ detail }) => this.#take(detail));
    connection.addEventListener("error", ({ detail }) => this.#refused(detail));
  }

  #take({ active, promises, blocks }) {
    Object.assign(this, { active, promises, blocks });
    this.dispatchEvent(new CustomEvent("change"));
  }

  #refused({ code, chat }) {
    if (code !== "not_allowed" || chat) return;
    this.#take({ active: [], promises: [], blocks: 0 });
    this.dispatchEvent(new CustomEvent("refused"));
  }
}

export const overview = new Overview(desk);
