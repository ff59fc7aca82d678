// The page of an application: keeps what is typed. Works without: the buttons save as well.
const form = document.getElementById("application-form");
const state = document.getElementById("save-state");
const PAUSE = 1500; // milliseconds of quiet before a save
let timer = null;

async function save() {
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  state.textContent = form.dataset.saving;
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body });
    const said = await answer.json();
    state.textContent = said.message;
    if (said.saved) form.elements.version.value = said.version;
  } catch {
    state.textContent = form.dataset.failed;
  }
}

function later(event) {
  if (event.target.type === "file") return;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

if (form && form.dataset.save) {
  form.addEventListener("input", later);
  form.addEventListener("submit", () => clearTimeout(timer));
}
