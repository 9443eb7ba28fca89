// Sections and items are put in order by dragging, too, and items from one section to another. Buttons and a form do
// the same for the keyboard and without scripts: a drop fills in a form of theirs, so that a drag can do nothing else.
let dragged = null;
let home = null; // the list it came from
let before = null; // what followed it there, to put it back

const sent = document.getElementById("dropped");
const things = (list) => [...list.children].filter((child) => child.dataset.moves);

function offer(list) {
  for (const thing of things(list)) {
    const handle = document.createElement("span");
    handle.className = "muster-handle";
    handle.draggable = true;
    handle.title = "Drag to move";
    handle.setAttribute("aria-hidden", "true"); // Up, Down and "To another section" say what it is for
    thing.append(handle);
  }
}

// Where the dragged thing may go: a section among sections; an item into the section under the pointer.
function list_at(event) {
  if (dragged?.dataset.moves === "section") return home;
  const section = dragged && event.target.closest?.("[data-moves=section]");
  return section && (section.querySelector("[data-order=item]") ?? begun(section));
}

// A section that holds nothing gets a list while something is held over it.
function begun(section) {
  const list = document.createElement("ol");
  list.className = "muster-evidence";
  list.dataset.order = "item";
  list.dataset.begun = "";
  section.querySelector(".muster-item").after(list);
  return list;
}

function over(event) {
  const list = list_at(event);
  if (!list) return;
  event.preventDefault();
  const next = things(list).find((thing) => {
    const { top, height } = thing.getBoundingClientRect();
    return thing !== dragged && event.clientY < top + height / 2;
  });
  if (dragged.parentElement !== list || next !== dragged.nextElementSibling) list.insertBefore(dragged, next ?? null);
  for (const empty of document.querySelectorAll("[data-begun]:empty")) empty.remove();
}

function drop(event) {
  if (!list_at(event)) return;
  event.preventDefault();
  const list = dragged.parentElement; // where it was last shown
  const moved = list !== home || dragged.nextElementSibling !== before;
  const say = (name, value) => (sent.elements.namedItem(name).value = value);
  say(dragged.dataset.moves, dragged.dataset.id);
  say("into", list === home ? "" : list.closest("[data-moves=section]").dataset.id);
  say("to", things(list).indexOf(dragged) + 1);
  dragged.classList.remove("muster-dragged");
  dragged = null;
  if (moved) sent.requestSubmit();
}

const sections = document.querySelector("[data-order=section]");
const items = [...document.querySelectorAll("[data-order=item]")];
if (things(sections).length > 1) offer(sections);
for (const list of items) if (things(list).length > 1 || things(sections).length > 1) offer(list);
sections.addEventListener("dragover", over);
sections.addEventListener("drop", drop);

document.addEventListener("dragstart", (event) => {
  if (!event.target.matches?.(".muster-handle")) return;
  dragged = event.target.parentElement;
  home = dragged.parentElement;
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
  home.insertBefore(dragged, before);
  for (const empty of document.querySelectorAll("[data-begun]:empty")) empty.remove();
  dragged = null;
});
