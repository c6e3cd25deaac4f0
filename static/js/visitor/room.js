import { announce, part } from "../wire/dom.js";
import { Connection } from "../wire/connection.js";
import { Files } from "../wire/files/server.js";
import { ownWords } from "../wire/files/words.js";
import { isSeen } from "./around.js";
import { Bubbles, happened, speaker } from "./bubbles.js";
import { Heading } from "./heading.js";
import { forgetChat, keepDraft } from "./saved.js";
import { Scroll } from "./scroll.js";
import { standing } from "./status.js";
import { Trouble } from "./trouble.js";
import { Typing } from "./typing.js";
import { Unread } from "./unread.js";
import { say } from "./words.js";

const LOST = new Set([4401, 4410]);

/** <chat-room>: one conversation, from the queue to its end. */
class ChatRoom extends HTMLElement {
  /** `visit` is what saved.js keeps of the chat. */
  enter(visit) {
    const page = this.closest("visitor-desk");
    const { socket: path, chats } = page.dataset;
    const events = (chat) => `${chats}${chat}/events/`;
    this.visit = visit;
    this.live = part(page, "live");
    this.connection = new Connection({ path, events, role: "visitor", token: () => visit.token });
    this.#furnish(this.connection.clock);
    this.#listen(this.connection);
    this.connection.follow(visit.chat);
    this.connection.start();
    this.connection.clock.tick(() => this.heading.waited());
  }

  get log() {
    return this.connection.log(this.visit.chat);
  }

  #furnish(clock) {
    this.heading = new Heading(this, clock, this.visit);
    this.trouble = new Trouble(part(this, "trouble"));
    const { chat, token } = this.visit;
    const root = this.closest("visitor-desk").dataset.chats;
    const files = new Files({ root, headers: () => ({ Authorization: `Bearer ${token}` }) });
    this.bubbles = new Bubbles(part(this, "bubbles"), clock, (name, id) => this.#act(name, id), { files, chat });
    this.scroll = new Scroll(part(this, "log"), part(this, "newer"), () => this.#seen());
    this.typing = new Typing(part(this, "typing"));
    this.unread = new Unread();
    this.composer = this.querySelector("chat-composer");
    this.composer.takeFiles(files, chat, this);
    this.farewell = this.querySelector("chat-farewell");
    this.early = this.querySelector("early-question");
  }

  #listen(connection) {
    const { chat } = this.visit;
    const on = (target, type, run) => target.addEventListener(type, ({ detail }) => run(detail));
    on(connection, "change", (change) => this.#changed(change));
    on(connection, "state", (state) => this.#moved(state));
    on(connection, "error", ({ code }) => code === "upgrade" && this.trouble.outOfDate());
    on(connection, "position", (place) => this.heading.placed(place));
    on(connection, "typing", ({ role, name, on: writes }) => role === "agent" && this.typing.show(writes ? name : ""));
    on(this.composer, "typing", () => connection.typing(chat));
    on(this.composer, "say", ({ body, attachments }) => {
      connection.send(chat, body, { attachments });
      this.scroll.toEnd();
    });
    on(this.farewell, "leaving", (told) => announce(this.live, told));
    on(this.farewell, "farewell", () => this.#end());
  }

  #changed({ log, added, live }) {
    this.bubbles.draw(log);
    const theirs = added.filter((event) => event.kind === "message" && event.from.role !== "visitor");
    if (theirs.length) this.typing.show("");
    this.scroll.grew(added.length > 0);
    if (live) this.#tell(added, theirs);
    this.unread.more(theirs.filter(({ seq }) => seq > log.read.visitor).length);
    this.#stand(log);
    this.#seen();
  }

  #tell(added, theirs) {
    const said = theirs.map((event) => say("said", { name: speaker(event), body: event.body }));
    const told = [...added.map(happened), ...said].filter(Boolean);
    if (told.length) announce(this.live, told.join(" "));
  }

  #stand(log) {
    const how = standing(log);
    this.dataset.state = how.state;
    this.heading.stand(how);
    this.early.stand(this.visit, how);
    if (how.state !== "ended" || log.applied < log.head) return;
    this.farewell.cancel();
    this.farewell.hidden = this.composer.hidden = true;
    const closed = log.events.findLast((event) => event.kind === "closed");
    this.querySelector("chat-ending").show(this.visit, how, how.by === "nobody" ? happened(closed) : "");
  }

  #seen() {
    if (!isSeen() || !this.scroll.atEnd || !this.log) return;
    this.unread.none();
    this.connection.read(this.visit.chat, this.log.applied);
  }

  #act(name, id) {
    if (name === "retry") this.connection.retry(this.visit.chat, id);
    else this.#takeBack(this.connection.takeBack(this.visit.chat, id));
  }

  #takeBack({ body, attachments = [] }) {
    this.composer.restore(ownWords(body, attachments), attachments);
  }

  /** Refused only when the chat has ended already: then its end is shown anyway. */
  async #end() {
    await this.connection.request({ type: "close", chat: this.visit.chat }).catch(() => {});
  }

  #moved(detail) {
    this.trouble.show(detail);
    if (detail.state !== "refused" || !LOST.has(detail.code)) return;
    forgetChat();
    keepDraft({ notice: say("lost-chat") });
    location.reload();
  }
}

customElements.define("chat-room", ChatRoom);
