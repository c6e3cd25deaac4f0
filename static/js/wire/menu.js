/** Puts an open menu under its button, inside the window. */
export function placeMenu(menu, button) {
  const { bottom, left } = button.getBoundingClientRect();
  const most = innerWidth - menu.offsetWidth - 8;
  menu.style.inset = `${bottom + 4}px auto auto ${Math.max(8, Math.min(left, most))}px`;
}
