// Sends files one by one, so that a large upload shows how far it is and a broken connection costs one file.
// Without this script the form sends them all in one go.

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-upload]");
  const files = [...(form?.querySelector("[type=file]").files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  if (form.dataset.sending) return;
  form.dataset.sending = "yes";
  send(form, files)
    .catch(() => say(form, "The sending stopped. Load the page again to see what has arrived."))
    .finally(() => delete form.dataset.sending);
});

async function send(form, files) {
  const most = Number(form.dataset.most);
  const over = files.find((file) => file.size > most);
  if (over) {
    say(form, `${over.name} is larger than the ${Math.round(most / 1048576).toLocaleString("en-GB")} MB that Muster takes.`);
    return;
  }
  const told = form.dataset.announce ? await announce(form, files) : { page: location.pathname, send: form.action, names: files.map((file) => file.name) };
  const bar = form.querySelector("[data-sending-bar]");
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let sent = 0;
  for (const [i, file] of files.entries()) {
    say(form, `Sending file ${i + 1} of ${files.length}: ${file.name}`);
    await patiently(() => post(form, told.send, file, told.names[i], (bytes) => { bar.value = (100 * (sent + bytes)) / (total || 1); }));
    sent += file.size;
  }
  location.assign(told.page);
}

async function announce(form, files) {
  const body = new FormData();
  for (const file of files) {
    body.append("name", file.name);
    body.append("size", file.size);
  }
  const answer = await fetch(form.dataset.announce, { method: "POST", body, headers: { "X-CSRFToken": tokenOf(form), Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const told = await answer.json();
  // A reload now shows what has arrived, and asks for the rest.
  history.replaceState(null, "", told.page);
  return told;
}

function post(form, address, file, name, progressed) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("X-CSRFToken", tokenOf(form));
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => progressed(Math.min(event.loaded, file.size)));
    request.addEventListener("load", () => (request.status < 400 ? resolve() : reject(request)));
    request.addEventListener("error", () => reject(request));
    const body = new FormData();
    body.append("files", file, name);
    request.send(body);
  });
}

// A server that is just being started anew is worth a minute's wait.
async function patiently(send) {
  for (let pause = 1000; ; pause *= 2) {
    try {
      return await send();
    } catch (request) {
      if (request.status >= 400 || pause > 32000) throw request;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

function tokenOf(form) {
  return form.querySelector("[name=csrf_token]").value;
}

function say(form, sentence) {
  form.querySelector("[data-sending]").hidden = false;
  form.querySelector("[data-sending-words]").textContent = sentence;
}
