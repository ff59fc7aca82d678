// The composing page: keeps what is typed and draws the pages anew. Without it, "Save" posts the form.
const form = document.getElementById("compose");
const PAUSE = 1200; // milliseconds of quiet before a save
const RETRY = 8000;
let timer = null;
let running = false;
let dirty = false;

function say(text) {
  document.getElementById("save-state").textContent = text;
}

function put(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of parsed.querySelectorAll("[id]")) {
    const old = document.getElementById(fresh.id);
    if (!old) continue;
    if (fresh.id === "document-title") old.textContent = fresh.textContent;
    else old.replaceWith(fresh);
  }
}

function later(pause) {
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  if (running || !dirty || document.querySelector("[data-mine]")) return; // an open conflict is decided first
  running = true;
  dirty = false;
  say(form.dataset.saving);
  const body = new FormData(form);
  body.delete("annex");
  try {
    const answer = await fetch(location.pathname, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (answer.ok) {
      put(await answer.text());
      await draw();
    } else if (answer.status === 409) {
      put(await answer.text());
      say(form.dataset.failed);
    } else {
      say(form.dataset.failed);
      later(RETRY);
    }
  } catch {
    say(form.dataset.failed);
    later(RETRY);
  }
  running = false;
  if (dirty) later(PAUSE);
}

async function draw() {
  const old = document.getElementById("preview");
  const address = form.dataset.preview;
  old.setAttribute("aria-busy", "true");
  const answer = await fetch(address);
  const side = old.parentElement;
  const top = side.scrollTop;
  if (answer.ok) put(await answer.text());
  side.scrollTop = top;
}

function move(row, before) {
  const other = before ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (before) other.before(row);
  else other.after(row);
}

if (form) {
  form.dataset.preview = document.getElementById("preview").dataset.preview;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("[data-annex]")) later(PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-annex]") && event.target.files.length) form.requestSubmit();
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-mine]")) {
      document.getElementById("version").value = button.dataset.mine;
      document.getElementById("conflict").innerHTML = "";
      document.getElementById("conflict").className = "";
      return later(0);
    }
    const block = button.closest("[data-block]");
    const row = button.closest("[data-row]");
    if (button.matches("[data-add]")) {
      const rows = block.querySelector("[data-rows]");
      rows.append(block.querySelector("template").content.cloneNode(true));
      rows.lastElementChild.querySelector("input, textarea, select").focus();
    } else if (button.matches("[data-remove]")) {
      row.remove();
      block.querySelector("[data-add]").focus();
    } else if (button.matches("[data-up], [data-down]")) {
      move(row, button.matches("[data-up]"));
      button.focus();
    } else return;
    if (!button.matches("[data-add]")) later(0);
  });
}
