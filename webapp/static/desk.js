// The review desk by keyboard: each key presses what bears it on the card, so that a key can do nothing else.
const OFF = "muster-keys-off"; // as on the search page: for someone whose speech or hands would press them unawares
const isOff = () => localStorage.getItem(OFF) === "yes";
const desk = () => document.getElementById("desk");

let picked = false; // whether a number was pressed on this card
let busy = false; // a key meant for the next card must wait until that is seen

function typing(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox])");
}

function pick(number) {
  const box = desk().querySelector(`[data-pick="${number}"]`);
  if (!box) return;
  if (!picked) for (const other of desk().querySelectorAll("[data-pick]")) other.checked = other === box;
  else box.checked = !box.checked;
  picked = true;
}

function press(key) {
  const target = [...desk().querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
  if (target?.matches("input")) target.focus();
  else target?.click();
  return Boolean(target);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.closest?.("#desk")) return event.target.blur();
  if (isOff() || typing(event.target)) return;
  if (busy) return;
  if (/^[1-9]$/.test(event.key)) pick(event.key);
  else if (!press(event.key)) return;
  event.preventDefault();
});

// What was asked for, not where the answer goes: a refusal goes to the page's top, and the keys must go on.
const ours = ({ detail }) => (detail.requestConfig?.target ?? detail.target)?.id === "desk";
document.body.addEventListener("htmx:beforeRequest", (event) => ours(event) && (busy = true));
document.body.addEventListener("htmx:afterRequest", (event) => ours(event) && (busy = false));

function ready() {
  picked = false;
  const keys = desk()?.querySelector("[data-keys]");
  if (!keys) return;
  keys.hidden = false;
  keys.querySelector("button").textContent = isOff() ? "Turn single keys on" : "Turn single keys off";
}
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id !== "desk") return;
  document.getElementById("problem").replaceChildren(); // what it said was of the card before
  ready();
});
document.body.addEventListener("click", (event) => {
  if (!event.target.matches("[data-keys-off]")) return;
  localStorage.setItem(OFF, isOff() ? "" : "yes");
  ready();
});
ready();
