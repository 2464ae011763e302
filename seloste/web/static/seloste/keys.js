// The one key of the pages: "/" goes to the search, unless one is writing.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const search = document.querySelector('[aria-keyshortcuts="/"]');
  if (!search) return;
  event.preventDefault();
  search.focus();
});
