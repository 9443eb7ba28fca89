// What the words typed so far could become: a combobox after the pattern of WAI-ARIA 1.2, its list in one line under
// the box. Without scripts the box is a plain one.
const box = document.getElementById("q");
const part = document.getElementById("suggestions");
const list = document.getElementById("suggestions-list");
const hint = document.getElementById("q-hint");
const PAUSE = 150; // milliseconds without a key before the server is asked

let active = -1;
let timer = 0;
let asking = new AbortController();

for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
  box.setAttribute(name, value);
}

const isOpen = () => !part.hidden;

function open(suggestions) {
  list.replaceChildren(...suggestions.map(option));
  active = -1;
  turn(suggestions.length > 0);
}

function option(words, at) {
  const made = document.createElement("li");
  made.id = `suggestion-${at}`;
  made.className = "muster-suggestions__option";
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.textContent = words;
  return made;
}

function turn(on) {
  part.hidden = !on;
  hint.hidden = on;
  box.setAttribute("aria-expanded", String(on));
  if (!on) box.removeAttribute("aria-activedescendant");
}

function close() {
  clearTimeout(timer);
  asking.abort();
  active = -1;
  turn(false);
}

function choose(words) {
  close();
  box.value = words;
  box.form.requestSubmit();
}

function step(by) {
  const options = [...list.children];
  options[active]?.setAttribute("aria-selected", "false");
  // Past either end stands the box itself, with nothing chosen.
  active = ((active + 1 + by + options.length + 1) % (options.length + 1)) - 1;
  const chosen = options[active];
  if (!chosen) return box.removeAttribute("aria-activedescendant");
  chosen.setAttribute("aria-selected", "true");
  chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
  box.setAttribute("aria-activedescendant", chosen.id);
}

async function ask() {
  asking.abort();
  asking = new AbortController();
  const words = box.value;
  try {
    const answer = await fetch(`${box.dataset.suggestions}?${new URLSearchParams({ q: words })}`, { signal: asking.signal, headers: { Accept: "application/json" } });
    const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
    if (box.value === words && document.activeElement === box) open(suggestions.filter((one) => one !== words));
  } catch (error) {
    if (error.name !== "AbortError") turn(false); // the box goes on as a plain one
  }
}

const KEYS = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  Escape: close,
  Enter: () => (active < 0 ? false : choose(list.children[active].textContent)),
};

box.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.isComposing) return;
  step(-1 - active); // what was chosen belonged to the words before
  if (box.value.trim().length < 2) return close();
  timer = setTimeout(ask, PAUSE);
});
box.addEventListener("keydown", (event) => {
  if (!isOpen() || event.isComposing || !KEYS[event.key]) return;
  if (KEYS[event.key]() !== false) event.preventDefault();
});
box.addEventListener("blur", close);
box.form.addEventListener("submit", close);
list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
list.addEventListener("click", (event) => {
  const chosen = event.target.closest("[role=option]");
  if (chosen) choose(chosen.textContent);
});
