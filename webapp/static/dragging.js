// Sections and items are put in order by dragging, too. The buttons do the same for the keyboard and without scripts: a
// drop fills in one of their forms and sends it, so that a drag can do nothing else.
let dragged = null;
let before = null; // what followed it, to put it back where it was

const form = (thing) => [...thing.querySelectorAll("form")].find((one) => one.elements.namedItem(thing.dataset.moves));
const things = (list) => [...list.children].filter((child) => child.dataset.moves);

function offer(list) {
  if (things(list).length < 2) return;
  for (const thing of things(list)) {
    const handle = document.createElement("span");
    handle.className = "muster-handle";
    handle.draggable = true;
    handle.title = "Drag to move";
    handle.setAttribute("aria-hidden", "true"); // Up and Down say what it is for
    thing.append(handle);
  }
}

function over(event) {
  const list = event.currentTarget;
  if (dragged?.parentElement !== list) return;
  event.preventDefault();
  const next = things(list).find((thing) => {
    const { top, height } = thing.getBoundingClientRect();
    return thing !== dragged && event.clientY < top + height / 2;
  });
  if (next !== dragged.nextElementSibling) list.insertBefore(dragged, next ?? null);
}

function drop(event) {
  if (dragged?.parentElement !== event.currentTarget) return;
  event.preventDefault();
  const sent = form(dragged);
  const moved = dragged.nextElementSibling !== before;
  sent.elements.to.value = things(event.currentTarget).indexOf(dragged) + 1;
  sent.elements.way.value = "";
  dragged.classList.remove("muster-dragged");
  dragged = null;
  if (moved) sent.requestSubmit();
}

for (const list of document.querySelectorAll("[data-order]")) {
  offer(list);
  list.addEventListener("dragover", over);
  list.addEventListener("drop", drop);
}

document.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.(".muster-handle")) return;
  dragged = event.target.parentElement;
  before = dragged.nextElementSibling;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", ""); // Firefox drags nothing that carries nothing
  event.dataTransfer.setDragImage(dragged, 0, 0);
  dragged.classList.add("muster-dragged");
});

// Let go elsewhere, or Escape: it stays where it was.
document.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("muster-dragged");
  dragged.parentElement.insertBefore(dragged, before);
  dragged = null;
});
