import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();

// The passage that a link leads to shows its links at once; not one that a search leads to, whose words come first.
function openTarget() {
  if (document.querySelector(".muster-strip__ways")) return;
  const id = decodeURIComponent(location.hash.slice(1));
  document.getElementById(id)?.querySelector("details")?.setAttribute("open", "");
}
addEventListener("hashchange", openTarget);
openTarget();

// After a part of the page was replaced, the keyboard stays where it was.
document.body.addEventListener("htmx:afterSettle", (event) => {
  const part = event.target;
  const next = part.matches("[data-focus-after]") ? part : part.querySelector("[data-focus-after]");
  next?.focus();
  offerTickAll();
});

// "Tick all" needs a script, so only a script offers it.
function offerTickAll() {
  for (const button of document.querySelectorAll("[data-tick-all]")) button.hidden = false;
}
offerTickAll();
document.body.addEventListener("click", (event) => {
  if (!event.target.matches("[data-tick-all]")) return;
  const boxes = [...document.querySelectorAll("input[form=bulk][type=checkbox]")];
  const ticked = boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = !ticked;
});
