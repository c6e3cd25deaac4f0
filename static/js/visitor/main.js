/** The visitor's page: each import defines one element of it. */
import "./desk-status.js";
import "./hints.js";
import "./guard.js";
import "./start.js";
import "./composer.js";
import "./farewell.js";
import "./early.js";
import "./survey.js";
import "./ending.js";
import "./room.js";
import "./page.js";
