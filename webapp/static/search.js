// The results by keyboard, and an address for each step of a search.
const keys = document.getElementById("keys");
const box = document.getElementById("q");
const results = document.getElementById("results");
const MEMORY = "muster-opened"; // the result that was opened last, in this tab
const OFF = "muster-keys-off"; // single keys, for someone whose speech or hands would press them unawares

let last = -1;

const links = () => [...results.querySelectorAll(".muster-result__title a")];
const isOff = () => localStorage.getItem(OFF) === "yes";

function typing(element) {
  return element.matches("textarea, select, [contenteditable], input:not([type=checkbox])");
}

function go(step) {
  const every = links();
  const here = every.findIndex((link) => link.closest(".muster-result").contains(document.activeElement));
  const next = (here < 0 ? last : here) + step;
  if (every.length) stand(every, Math.min(Math.max(next, 0), every.length - 1));
}

function stand(every, at) {
  last = at;
  every[at].focus({ preventScroll: true });
  every[at].closest(".muster-result").scrollIntoView({ block: "nearest" });
}

function toBox() {
  box.focus();
  box.select();
}

const ACTIONS = { "/": toBox, j: () => go(1), k: () => go(-1) };

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === box) return box.blur();
  const action = ACTIONS[event.key];
  if (!action || isOff() || typing(event.target)) return;
  event.preventDefault();
  action();
});

function showKeys() {
  keys.hidden = false;
  keys.querySelector("button").textContent = isOff() ? "Turn single keys on" : "Turn single keys off";
}
keys.querySelector("button").addEventListener("click", () => {
  localStorage.setItem(OFF, isOff() ? "" : "yes");
  showKeys();
});
showKeys();

// Back from a document, one goes on from the result that was opened.
results.addEventListener("click", (event) => {
  const link = event.target.closest(".muster-result__title a");
  if (link) sessionStorage.setItem(MEMORY, JSON.stringify([location.href, links().indexOf(link)]));
});
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") {
  const [address, at] = JSON.parse(sessionStorage.getItem(MEMORY) ?? "[]");
  if (address === location.href && links()[at]) stand(links(), at);
}
results.addEventListener("htmx:afterSwap", () => (last = -1));

// A step to go back by is a filter, a turned page or other words; not each letter on the way to them.
document.body.addEventListener("htmx:beforeHistoryUpdate", ({ detail }) => {
  const onward = location.pathname === detail.history.path.split("?")[0]; // from the first page, there is a way back to it
  const letters = onward && detail.requestConfig.triggeringEvent?.type === "input";
  if (letters || detail.history.path === location.pathname + location.search) detail.history.type = "replace";
});
