export const STYLE = `
:host {
  all: initial;
  position: fixed;
  z-index: 2147483000;
  bottom: 16px;
  right: 16px;
  max-width: calc(100vw - 32px);
  color-scheme: light dark;
  font: 15px/1.4 system-ui, sans-serif;
  --ground: #fff;
  --text: #17202b;
  --line: #76828f;
  --accent: #12436d;
  --on: #fff;
  --bar: #12436d;
  --on-bar: #fff;
}
:host([side=left]) {
  right: auto;
  left: 16px;
}
:host([hidden]), [hidden] {
  display: none !important;
}
* {
  box-sizing: border-box;
  margin: 0;
  font: inherit;
}
strong {
  font-weight: 600;
}
:focus-visible {
  outline: 3px solid var(--accent);
  outline-offset: 2px;
  box-shadow: 0 0 0 7px var(--on);
}
.launch {
  position: relative;
  display: grid;
  padding: 10px 18px;
  border: 2px solid var(--on);
  border-radius: 26px;
  background: var(--accent);
  color: var(--on);
  text-align: start;
  text-decoration: none;
  cursor: pointer;
}
small {
  font-size: 13px;
}
b {
  position: absolute;
  inset: -8px -4px auto auto;
  min-width: 24px;
  border: 2px solid #fff;
  border-radius: 12px;
  background: #9c1f2e;
  color: #fff;
  font: 600 13px/20px system-ui, sans-serif;
  text-align: center;
}
small:empty, b:empty {
  display: none;
}
[role=status] {
  position: absolute;
  clip-path: inset(50%);
  width: 1px;
  height: 1px;
  overflow: hidden;
}
dialog {
  position: fixed;
  inset: auto 16px 16px auto;
  display: flex;
  flex-direction: column;
  width: min(400px, 100vw - 32px);
  height: min(660px, 100dvh - 32px);
  max-width: none;
  max-height: none;
  padding: 0;
  border: 1px solid var(--line);
  border-radius: 8px;
  overflow: hidden;
  background: var(--ground);
  color: var(--text);
  box-shadow: 0 4px 24px rgb(0 0 0 / 25%);
  transition: opacity .12s, translate .12s;
}
:host([side=left]) dialog {
  inset: auto auto 16px 16px;
}
dialog:not([open]) {
  visibility: hidden;
  opacity: 0;
  translate: 0 12px;
}
.head {
  display: flex;
  align-items: center;
  justify-content: space-between;
  padding: 4px 4px 4px 16px;
  border-bottom: 1px solid var(--line);
  background: var(--bar);
  color: var(--on-bar);
}
.head button {
  width: 40px;
  height: 40px;
  border: 0;
  background: none;
  color: inherit;
  font-size: 20px;
  cursor: pointer;
}
.head :focus-visible {
  outline-color: var(--on-bar);
  outline-offset: -4px;
  box-shadow: none;
}
dialog p {
  padding: 12px 16px;
}
p a {
  color: var(--accent);
}
iframe {
  flex: 1;
  border: 0;
}
@media (max-width: 480px) {
  dialog, :host([side=left]) dialog {
    inset: 0;
    width: 100%;
    height: 100dvh;
    border: 0;
    border-radius: 0;
  }
}
@media (prefers-color-scheme: dark) {
  :host {
    --ground: #12161b;
    --text: #e9edf2;
    --accent: #92c3ef;
    --on: #0b2238;
    --bar: #1a2027;
    --on-bar: #e9edf2;
  }
}
@media (prefers-reduced-motion: reduce) {
  dialog {
    transition: none;
  }
}
@media print {
  :host {
    display: none;
  }
}
`;
