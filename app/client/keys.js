// Turns the pages of a lesson on the wall with the keys of a keyboard or of a presenter's remote control.
//
//   <nav data-module="/assets/keys.js"><a data-key="previous" href="…">…</a> <a data-key="next" href="…">…</a></nav>
//
// Without JavaScript the links are there all the same.

const KEYS = { ArrowRight: "next", PageDown: "next", ArrowLeft: "previous", PageUp: "previous" };

export default function start(place) {
  const turn = (event) => {
    if (!place.isConnected) return removeEventListener("keydown", turn);
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Whoever types or moves within a control means that.
    if (event.target.closest?.("input, textarea, select, [contenteditable], [role=slider]")) return;
    const link = place.querySelector(`[data-key="${KEYS[event.key]}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  };
  addEventListener("keydown", turn);
}
