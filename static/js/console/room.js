/** Whether a waiting chat concerns me: I am here, have room, and it is shown to nobody else. */
import { chats } from "./chats.js";
import { desk } from "./desk.js";

export const concernsMe = ({ offered_to: to = null }) =>
  desk.status === "online" && chats.open().length < Math.max(1, desk.capacity - desk.presence.relieved) && (!to || to.id === desk.me.id);
