/**
 * A desk whose network and memory of sockets fail as told: the truth is `log`, everything else may
 * go wrong. `choices` are numbers from the test that decide, one by one, what fails.
 */
export class BadDesk {
  log = [];
  sockets = new Set();
  sent = [];

  constructor(chat, choices = []) {
    this.chat = chat;
    this.choices = [...choices];
    this.epoch = "e1";
    this.beat_s = 25;
    const desk = this;
    window.WebSocket = class FakeSocket {
      static OPEN = 1;
      readyState = 0;

      constructor(url) {
        this.url = String(url);
        setTimeout(() => desk.choose(8) === 0 ? this.die(1006) : desk.open(this), 5);
      }

      send(text) {
        if (this.readyState === 1) setTimeout(() => desk.heard(this, JSON.parse(text)), 2);
      }

      push(frame) {
        setTimeout(() => this.readyState === 1 && this.onmessage?.({ data: JSON.stringify(frame) }), 2);
      }

      die(code) {
        this.readyState = 3;
        desk.sockets.delete(this);
        setTimeout(() => this.onclose?.({ code }), 0);
      }

      close() {
        this.readyState = 3;
        desk.sockets.delete(this);
      }
    };
  }

  /** 0 to below - 1; when the choices are used up, nothing fails any more. */
  choose(below) {
    return this.choices.length ? this.choices.shift() % below : below - 1;
  }

  open(socket) {
    socket.readyState = 1;
    socket.onopen?.();
  }

  heard(socket, frame) {
    this.sent.push(frame);
    if (socket.readyState === 1) this[`on_${frame.type}`]?.(socket, frame);
  }

  on_hello(socket, { chats }) {
    this.sockets.add(socket);
    const known = chats[this.chat] ?? { epoch: "", after: 0 };
    const { chat, epoch, beat_s } = this;
    const card = { chat, epoch, head: this.log.length, state: "active", read: { visitor: 0, agent: 0 } };
    socket.push({ type: "welcome", now: new Date().toISOString(), beat_s, limits: {}, chats: [card] });
    this.page(socket, known.epoch === epoch ? known.after : 0);
  }

  on_sync(socket, { after, limit }) {
    if (this.choose(8) !== 0) this.page(socket, after, limit);
  }

  page(socket, after, limit = 200) {
    const events = this.log.slice(after, after + limit);
    const head = this.log.length;
    socket.push({ type: "page", chat: this.chat, after, events, head, more: after + events.length < head });
  }

  on_send(socket, { client_id, body }) {
    const fault = this.choose(10);
    if (fault === 0) return socket.die(1006);
    if (fault === 1) {
      const after_ms = 300;
      return socket.push({ type: "error", chat: this.chat, client_id, code: "rate_limited", retry: true, after_ms });
    }
    const stored = this.log.find((event) => event.client_id === client_id);
    const event = stored ?? this.append({ client_id, body, from: { role: "visitor", name: "" } });
    if (fault === 2) return socket.die(1012);
    return socket.push({
      type: "ok", chat: this.chat, client_id, seq: event.seq, at: event.at, duplicate: Boolean(stored),
    });
  }

  /** A `send` that came over HTTPS: its `ok`. */
  answer({ client_id, body }) {
    const { seq, at } = this.append({ client_id, body, from: { role: "visitor", name: "" } });
    return { type: "ok", chat: this.chat, client_id, seq, at, duplicate: false };
  }

  /** Stores an entry and pushes it, as well as the choices let it. */
  append(entry) {
    const event = {
      type: "event", chat: this.chat, kind: "message", client_id: null, at: new Date().toISOString(),
      ...entry, seq: this.log.length + 1,
    };
    this.log.push(event);
    for (const socket of this.sockets) this.deliver(socket, event);
    return event;
  }

  deliver(socket, event) {
    const fault = this.choose(6);
    if (fault === 0) return;
    if (fault === 1) setTimeout(() => socket.push(event), 400);
    else socket.push(event);
    if (fault === 2) socket.push(event);
  }

  ping() {
    for (const socket of this.sockets) socket.push({ type: "ping", n: 1, heads: { [this.chat]: this.log.length } });
  }
}
