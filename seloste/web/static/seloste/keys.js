// Keys for those who work with few others: "/" goes to the search; j and k go from line to line of a list,
// and so do the arrows once one is on a line; left and right turn the page. Pages work without it.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest("input, textarea, select")) return;
  const lines = [...document.querySelectorAll("a.who")];
  const at = lines.indexOf(document.activeElement);
  const onLine = at >= 0;
  const steps = { j: 1, k: -1, ...(onLine && { ArrowDown: 1, ArrowUp: -1 }) };
  const turns = onLine ? { ArrowLeft: "prev", ArrowRight: "next" } : {};
  if (event.key === "/") {
    reach(event, document.querySelector('[aria-keyshortcuts="/"]'));
  } else if (event.key in steps) {
    reach(event, lines[Math.min(lines.length - 1, Math.max(0, at + steps[event.key]))]);
  } else if (event.key in turns) {
    document.querySelector(`a[rel="${turns[event.key]}"]`)?.click();
  }
});
function reach(event, wanted) {
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
}
