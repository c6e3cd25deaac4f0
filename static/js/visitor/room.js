import { announce, part } from "../wire/dom.js";
import { counted } from "../wire/clock.js";
import { Connection } from "../wire/connection.js";
import { Bubbles, happened } from "./bubbles.js";
import { forgetChat, keepDraft } from "./saved.js";
import { Scroll } from "./scroll.js";
import { standing } from "./status.js";
import { Typing } from "./typing.js";
import { Unread } from "./unread.js";
import { say, span } from "./words.js";

/** <chat-room>: one conversation, from the queue to its end. */
class ChatRoom extends HTMLElement {
  /** `visit` is what saved.js keeps of the chat. */
  enter(visit) {
    this.visit = visit;
    this.place = visit;
    this.live = part(this.closest("visitor-desk"), "live");
    const socket = this.closest("visitor-desk").dataset.socket;
    const connection = new Connection({ path: socket, role: "visitor", token: () => visit.token });
    this.connection = connection;
    this.bubbles = new Bubbles(part(this, "bubbles"), connection.clock, (name, id) => this.#act(name, id));
    this.scroll = new Scroll(part(this, "log"), part(this, "newer"), () => this.#seen());
    this.typing = new Typing(part(this, "typing"));
    this.unread = new Unread();
    this.#listen(connection);
    connection.follow(visit.chat);
    connection.start();
    connection.clock.tick(() => this.#waited());
  }

  #listen(connection) {
    const { chat } = this.visit;
    const on = (type, run) => connection.addEventListener(type, ({ detail }) => run(detail));
    on("change", (change) => this.#changed(change));
    on("state", (state) => this.#moved(state));
    on("position", (place) => this.#placed(place));
    on("typing", ({ role, name, on: writes }) => role === "agent" && this.typing.show(writes ? name : ""));
    this.composer = this.querySelector("chat-composer");
    this.composer.addEventListener("say", ({ detail }) => {
      connection.send(chat, detail);
      this.scroll.toEnd();
    });
    this.composer.addEventListener("typing", () => connection.typing(chat));
    this.farewell = this.querySelector("chat-farewell");
    this.farewell.addEventListener("leaving", ({ detail }) => announce(this.live, detail));
    this.farewell.addEventListener("farewell", () => this.#end());
  }

  #changed({ log, added, live }) {
    this.bubbles.draw(log);
    const theirs = added.filter((event) => event.kind === "message" && event.from.role === "agent");
    if (theirs.length) this.typing.show("");
    this.scroll.grew(added.length > 0);
    if (live) this.#tell(added, theirs);
    this.#stand(log);
    this.#seen();
  }

  #tell(added, theirs) {
    const told = added.map(happened).concat(
      theirs.map(({ from, body }) => say("said", { name: from.name || say("agent"), body })),
    );
    if (told.some(Boolean)) announce(this.live, told.filter(Boolean).join(" "));
    if (theirs.length) this.unread.more();
  }

  #stand(log) {
    const how = standing(log);
    this.how = how;
    this.dataset.state = how.state;
    part(this, "title").textContent = say(how.state, how);
    if (how.state !== "waiting") part(this, "status").textContent = part(this, "waited").textContent = "";
    else this.#placed(this.place);
    if (how.state === "ended" && log.applied >= log.head) this.#ended(log, how);
  }

  #ended(log, how) {
    this.farewell.cancel();
    this.farewell.hidden = this.composer.hidden = true;
    const closed = log.events.findLast((event) => event.kind === "closed");
    const ending = this.querySelector("chat-ending");
    if (!ending.hidden) return;
    ending.show(this.visit, how, how.by === "nobody" ? happened(closed) : "");
  }

  #placed(place) {
    this.place = place;
    if (this.how && this.how.state !== "waiting") return;
    const { position: n, expected_wait_s } = place;
    part(this, "status").textContent = n ? say("queue", { n, time: span(expected_wait_s) }) : say("soon");
  }

  #waited() {
    const since = this.connection.log(this.visit.chat)?.card?.queued_at;
    if (this.how?.state !== "waiting" || !since) return;
    part(this, "waited").textContent = say("waited", { time: counted(this.connection.clock.since(since)) });
  }

  #seen() {
    const log = this.connection.log(this.visit.chat);
    if (document.hidden || !this.scroll.atEnd || !log) return;
    this.unread.none();
    this.connection.read(this.visit.chat, log.applied);
  }

  #act(name, id) {
    if (name === "retry") this.connection.retry(this.visit.chat, id);
    else this.composer.restore(this.connection.discard(this.visit.chat, id));
  }

  async #end() {
    await this.connection.request({ type: "close", chat: this.visit.chat }).catch(() => {});
  }

  #moved({ state, code }) {
    if (state === "online") this.#calm();
    if (state === "offline") this.troubled ??= setTimeout(() => this.#trouble("offline"), 1_500);
    if (state === "refused" && (code === 4400 || code === 4403)) this.#trouble("reload");
    if (state === "refused" && (code === 4401 || code === 4410)) this.#lost();
  }

  #calm() {
    clearTimeout(this.troubled);
    this.troubled = undefined;
    part(this, "trouble").hidden = true;
  }

  #trouble(name) {
    const trouble = part(this, "trouble");
    trouble.hidden = false;
    trouble.textContent = say(name);
  }

  #lost() {
    forgetChat();
    keepDraft({ notice: say("lost-chat") });
    location.reload();
  }
}

customElements.define("chat-room", ChatRoom);
