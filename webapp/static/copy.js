// Copies a citation as it is written, and says so. Without a script the button does not show.
const SHOWN = 2500; // milliseconds that the button says what it did
const status = document.getElementById("copied");

function offer() {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}
offer();
document.body.addEventListener("htmx:afterSettle", offer);

// Browsers keep the clipboard from sites without a certificate, which many offices run; the old way works there.
function copyTheOldWay(words) {
  const box = document.createElement("textarea");
  const before = document.activeElement;
  box.value = words;
  box.className = "govuk-visually-hidden";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  before?.focus({ preventScroll: true });
  return done;
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return copyTheOldWay(words);
  }
}

document.body.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const done = await copy(button.dataset.copy);
  button.dataset.name ??= button.firstChild.data;
  button.firstChild.data = done ? "Copied" : "Not copied: select the words instead";
  status.textContent = "";
  status.textContent = done ? `Copied: ${button.dataset.copy}` : "The browser did not allow copying. Select the citation instead.";
  setTimeout(() => {
    button.firstChild.data = button.dataset.name;
    status.textContent = "";
  }, SHOWN);
});
