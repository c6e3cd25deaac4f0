/** Puts the children of `parent` in a random order, so that no answer gains by standing first. */
export function shuffle(parent) {
  const items = [...parent.children];
  for (let i = items.length - 1; i > 0; i -= 1) {
    const j = Math.floor(Math.random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  parent.replaceChildren(...items);
}
