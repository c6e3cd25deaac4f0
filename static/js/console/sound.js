/**
 * Short, soft sounds, if the person wants them. Browsers play none before the first key or click.
 *
 * `state`: off; blocked (wanted, but the browser waits for a key or click); on. Event: `change`.
 * Of several consoles in one browser only one is heard.
 */
import { lasting } from "../wire/storage.js";

const KEPT = "helpdesk.console.sound";
const TUNES = {
  offer: [[660, 0], [880, 0.12], [660, 0.36], [880, 0.48]],
  waiting: [[660, 0], [880, 0.12]],
  message: [[740, 0]],
  promise: [[880, 0], [587, 0.16]],
};

class Sound extends EventTarget {
  #audio = null;
  #others = Boolean(navigator.locks);
  #asked = false;

  /** on, off, or null while nobody has been asked. */
  get choice() {
    return lasting.getItem(KEPT);
  }

  get state() {
    if (this.choice !== "on") return "off";
    return this.#audio?.state === "running" ? "on" : "blocked";
  }

  choose(choice) {
    lasting.setItem(KEPT, choice);
    this.wake();
    this.#changed();
  }

  /** Readies the sound; while a key or click is handled it always succeeds. */
  wake() {
    if (this.choice !== "on") return;
    if (!this.#audio) {
      this.#audio = new AudioContext();
      this.#audio.addEventListener("statechange", () => this.#changed());
    }
    if (this.#audio.state !== "running") this.#audio.resume();
  }

  play(tune) {
    if (this.state === "on" && !this.#others) this.#ring(tune);
  }

  /** What a person hears who asks for it, in whatever tab. */
  async test() {
    this.choose("on");
    await this.#audio.resume();
    this.#ring("offer");
  }

  #ring(tune) {
    for (const [frequency, after] of TUNES[tune]) tone(this.#audio, frequency, after);
  }

  #changed() {
    if (this.state === "on") this.#lead();
    this.dispatchEvent(new Event("change"));
  }

  /** The first console that can be heard is; it hands on when it is closed. */
  #lead() {
    if (this.#asked) return;
    this.#asked = true;
    navigator.locks?.request("helpdesk.console.sound", () => {
      this.#others = false;
      return new Promise(() => {});
    });
  }
}

function tone(audio, frequency, after) {
  const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
  const start = audio.currentTime + after;
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(0.12, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.001, start + 0.22);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.25);
}

export const sound = new Sound();
