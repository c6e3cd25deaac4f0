/**
 * A short, soft sound, if the person wants sounds. Browsers play none before the first key or click.
 */
const KEPT = "helpdesk.console.sound";
let audio = null;

/** on, off, or null while nobody has been asked. */
export const soundChoice = () => localStorage.getItem(KEPT);

export function chooseSound(choice) {
  localStorage.setItem(KEPT, choice);
  if (choice === "on") wake();
}

/** Readies the sound; call it while a key or click is handled. */
export function wake() {
  if (soundChoice() !== "on") return;
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume();
}

export function beep() {
  if (soundChoice() !== "on" || audio?.state !== "running") return;
  tone(660, 0);
  tone(880, 0.12);
}

function tone(frequency, after) {
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
