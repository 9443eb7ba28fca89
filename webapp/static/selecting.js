// Words or paragraphs that are selected in a document's text can be linked from where they stand. Without scripts the
// "Link" beside each passage opens the same form, and the words are typed or pasted into it.
const bar = document.getElementById("selected");
const button = bar?.querySelector("button");
const QUIET = 200; // milliseconds without a change before a selection is taken for made

let timer = 0;
let chosen = null;

// The passages that the selection touches and that can be linked, in their order.
function touched(range) {
  return [...document.querySelectorAll(".muster-passage")].filter(
    (passage) => passage.querySelector(".muster-links") && inside(range, passage).toString().trim(),
  );
}

// The part of the selection that stands in a passage's own words.
function inside(range, passage) {
  const words = passage.querySelector(".muster-passage__words");
  const part = document.createRange();
  if (!words || !range.intersectsNode(words)) return part;
  part.selectNodeContents(words);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
}

function quoteOf(range, passage) {
  if (passage.querySelector(".muster-cells")) return ""; // a row's cells stand apart: all of it is meant
  const part = inside(range, passage).cloneContents();
  for (const label of part.querySelectorAll(".muster-label")) label.remove();
  return part.textContent.trim().replace(/\s+/g, " ");
}

function look() {
  const selection = getSelection();
  const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const passages = range ? touched(range) : [];
  chosen = passages.length ? { passages, quote: passages.length === 1 ? quoteOf(range, passages[0]) : "" } : null;
  bar.hidden = !chosen;
  if (chosen) button.textContent = passages.length === 1 ? "Link these words" : `Link these ${passages.length} paragraphs`;
}

function open() {
  const { passages, quote } = chosen;
  const [first, ...others] = passages.map((passage) => passage.id.replace("passage-", ""));
  const address = new URL(`/passages/${first}/links/new`, location.origin);
  if (quote) address.searchParams.set("quote", quote);
  for (const other of others) address.searchParams.append("also", other);
  const place = passages[0].querySelector(".muster-links__new, .muster-new-link");
  bar.hidden = true;
  getSelection().removeAllRanges();
  if (!place) return location.assign(address);
  htmx.ajax("GET", address.pathname + address.search, { target: place, swap: "outerHTML" });
}

if (bar) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(look, QUIET);
  });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
  button.addEventListener("click", open);
}
