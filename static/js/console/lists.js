/**
 * Makes the children of `list` those of `items`, in order. An element stays as long as its item is
 * there (`key`), so that focus and what one has half typed are not lost.
 */
export function reconcile(list, items, { key, make, update }) {
  const names = new Set(items.map((item) => String(key(item))));
  const kept = new Map();
  for (const child of [...list.children]) {
    if (names.has(child.dataset.key)) kept.set(child.dataset.key, child);
    else child.remove();
  }
  let place = list.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    const child = kept.get(name) ?? make(item);
    child.dataset.key = name;
    if (child === place) place = place.nextElementSibling;
    else list.insertBefore(child, place);
    update(child, item);
  }
}

/** Shows or hides an element; true if it is shown. */
export function show(element, shown) {
  element.hidden = !shown;
  return shown;
}

/** A level ("", good, warn, bad) as an element's only level class. */
export function setLevel(element, level) {
  for (const name of ["good", "warn", "bad"]) element.classList.toggle(name, name === level);
}
