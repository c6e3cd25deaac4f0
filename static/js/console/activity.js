/** Tells the desk that somebody is at this console, at most once a minute: an open tab is nobody. */
import { desk } from "./desk.js";

const QUIET_MS = 60_000;
let told = -Infinity;

function touched({ isTrusted }) {
  if (!isTrusted || performance.now() - told < QUIET_MS) return;
  if (desk.connection.fire({ type: "active" })) told = performance.now();
}

export function startActivity() {
  // A new connection is judged by what is told on it.
  desk.connection.addEventListener("welcome", () => {
    told = -Infinity;
  });
  for (const type of ["keydown", "pointerdown", "pointermove", "wheel"]) {
    addEventListener(type, touched, { passive: true, capture: true });
  }
}
