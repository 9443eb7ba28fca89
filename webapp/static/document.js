// Beside a document's text, the page that it stands on: a passage that is chosen is shown there.
const beside = document.querySelector(".muster-beside");
const sheet = document.getElementById("sheet");
const fold = document.querySelector(".muster-beside__fold");
const narrow = matchMedia("(max-width: 63.99em)");

const shown = () => sheet.querySelector("[data-passage]")?.dataset.passage;
const target = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest(".muster-passage");

function show(passage) {
  passage?.querySelector("[data-show]")?.click();
}

// The address may name a passage that the server was not asked to show.
function showTarget() {
  const passage = target();
  if (passage && passage.id !== `passage-${shown()}`) show(passage);
}

// A click anywhere on a passage chooses it; but not one that opens something, nor one that marks words to copy.
function choose(event) {
  const passage = event.target.closest(".muster-passage");
  if (!passage || event.target.closest("a, button, summary, form, input, select, label, textarea")) return;
  if (getSelection().isCollapsed) show(passage);
}

function mark() {
  for (const old of beside.querySelectorAll(".muster-passage[aria-current]")) old.removeAttribute("aria-current");
  const id = shown();
  if (!id) return;
  beside.dataset.chosen = id;
  document.getElementById(`passage-${id}`)?.setAttribute("aria-current", "true");
}

if (beside && sheet) {
  if (narrow.matches) fold.removeAttribute("open");
  beside.addEventListener("click", choose);
  beside.addEventListener("click", (event) => {
    if (event.target.closest("[data-show]") && event.isTrusted) fold.setAttribute("open", "");
  });
  sheet.addEventListener("htmx:afterSwap", mark);
  addEventListener("hashchange", showTarget);
  addEventListener("DOMContentLoaded", showTarget);
  if (shown()) mark();
}
