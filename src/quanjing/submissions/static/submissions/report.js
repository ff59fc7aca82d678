// The report page: saves what is typed, adds and removes rows, uploads files. Works without: every
// button also posts the form.
const form = document.getElementById("report-form");
const PAUSE = 1200; // milliseconds of quiet before a save
const RETRY = 8000;
let timer = null;
let running = false;
let dirty = false;

function fragments(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  for (const fresh of parsed.querySelectorAll("[id]")) {
    const old = document.getElementById(fresh.id);
    if (old && !old.contains(document.activeElement)) old.replaceWith(fresh);
  }
}

function say(text) {
  const state = document.getElementById("save-state");
  if (state && text) state.textContent = text;
}

function later(pause) {
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(save, pause);
}

async function save() {
  if (!form.dataset.save || running || !dirty || document.querySelector("[data-keep]")) return; // an open conflict is decided first
  running = true;
  dirty = false;
  say(form.dataset.saving);
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  try {
    const answer = await fetch(form.dataset.save, {
      method: "POST", body, headers: { "X-Requested-With": "fetch" }, keepalive: document.hidden,
    });
    if (answer.ok) fragments(await answer.text());
    else await refused(answer);
  } catch {
    say(form.dataset.failed);
    later(RETRY);
  }
  running = false;
  if (dirty) later(PAUSE);
}

async function refused(answer) {
  say(form.dataset.failed);
  if (answer.status === 409) fragments(await answer.text());
  else if (answer.status >= 500) later(RETRY);
}

function renumber(block) {
  const rows = block.querySelectorAll("[data-rows] > [data-row]");
  rows.forEach((row, place) => {
    const label = row.querySelector("[data-number]");
    if (label) label.textContent = label.textContent.replace(/\d+|$/, place + 1);
  });
  const add = block.querySelector("[data-add]");
  if (add && add.hidden && rows.length === 0) add.hidden = false;
}

function addRow(block) {
  const html = block.querySelector("template").innerHTML.replaceAll("__row__", "n" + Date.now());
  const rows = block.querySelector("[data-rows]");
  rows.insertAdjacentHTML("beforeend", html);
  renumber(block);
  rows.lastElementChild.querySelector("select, input:not([type=hidden]), textarea")?.focus();
}

// A tick writes what is offered into its field; unticking takes it out again, typing unticks.
function fill(box, value) {
  const target = document.getElementById(box.closest("[data-offer]").dataset.offer);
  if (!target) return;
  if ("value" in target) target.value = value;
  else for (const each of target.querySelectorAll("input[type=checkbox]")) each.checked = value.split("、").includes(each.value);
}

function isEmpty(box) {
  return !document.getElementById(box.closest("[data-offer]").dataset.offer)?.value;
}

function tick(box) {
  if (box.matches("[data-take-all]")) {
    for (const each of box.closest("[data-block]").querySelectorAll("[data-take]")) {
      if (each.checked !== box.checked && (each.checked || isEmpty(each))) { each.checked = box.checked; fill(each, box.checked ? each.dataset.take : ""); }
    }
  } else fill(box, box.checked ? box.dataset.take : "");
}

function untick(field) {
  const box = document.querySelector(`[data-offer="${CSS.escape(field.id)}"] [data-take]`);
  if (box && field.id) box.checked = box.checked && field.value === box.dataset.take;
}

function upload(input) {
  const box = input.closest("[data-file]");
  const bar = box.querySelector("progress");
  const body = new FormData();
  body.append("file", input.files[0]);
  body.append("name", box.querySelector("[data-file-code]").name);
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const request = new XMLHttpRequest();
  bar.hidden = false;
  request.upload.onprogress = (event) => { bar.value = (100 * event.loaded) / event.total; };
  request.onerror = () => { bar.hidden = true; say(form.dataset.failed); };
  request.onload = () => {
    bar.hidden = true;
    if (request.status !== 200 && request.status !== 422) return say(form.dataset.failed);
    box.outerHTML = request.responseText;
    if (request.status === 200) later(0);
  };
  request.open("POST", form.dataset.upload);
  request.send(body);
}

if (form) {
  document.querySelector("[data-problems]")?.focus();
  form.addEventListener("input", (event) => {
    if (event.target.matches("[data-count]")) {
      event.target.parentElement.querySelector("[data-length]").textContent = event.target.value.length;
    }
    if (event.target.matches("[data-file-input], [data-unsaved]")) return;
    if (event.target.matches("[data-take], [data-take-all]")) tick(event.target);
    else untick(event.target);
    later(PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (form.dataset.upload && event.target.matches("[data-file-input]") && event.target.files.length) upload(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-add], [data-remove]")) {
      event.preventDefault();
      const block = button.closest("[data-block]");
      if (button.matches("[data-add]")) addRow(block);
      else {
        button.closest("[data-row]").remove();
        renumber(block);
        block.querySelector("[data-add]")?.focus();
      }
      later(0);
    } else if (button.matches("[data-file-remove]")) {
      const box = button.closest("[data-file]");
      box.querySelector("[data-file-code]").value = "";
      button.parentElement.remove();
      box.querySelector("[data-file-input]").focus();
      later(0);
    } else if (button.matches("[data-keep]")) {
      event.preventDefault();
      document.getElementById("report-version").value = button.dataset.keep;
      document.getElementById("conflict").replaceChildren();
      later(0);
    }
  });
  // a save that runs while the page is sent would be a conflict with oneself
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (running) {
      event.preventDefault();
      setTimeout(() => form.requestSubmit(event.submitter), 200);
    } else dirty = false;
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
}
