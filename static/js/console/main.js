/** The agent's console: its parts, then the connection. */
import "./alerts.js";
import "./call.js";
import "./caller.js";
import "./closing.js";
import "./composer.js";
import "./done.js";
import "./finder.js";
import "./log-view.js";
import "./lost.js";
import "./mine.js";
import "./notices.js";
import "./pane.js";
import "./panes.js";
import "./person.js";
import "./presence.js";
import "./transfer.js";
import "./waiting.js";
import { askForSound, drawSound } from "./actions.js";
import { desk } from "./desk.js";
import { startKeys } from "./keys.js";
import { startReading } from "./reading.js";

startKeys();
startReading();
drawSound();
desk.addEventListener("me", askForSound);
desk.start();
