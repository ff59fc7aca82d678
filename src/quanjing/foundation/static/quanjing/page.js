// Small behaviour shared by every page: drop areas, printing, auto-submitting filters, fields to copy.
document.addEventListener("change", (event) => {
  const drop = event.target.closest("[data-drop]");
  if (drop) {
    const names = [...event.target.files].map((file) => file.name).join(", ");
    drop.querySelector("[data-drop-names]").textContent = names;
    if (names && drop.hasAttribute("data-drop-submit")) event.target.form.requestSubmit();
  }
  if (event.target.closest("[data-autosubmit]")) event.target.form.requestSubmit();
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const drop = event.target.closest?.("[data-drop]");
    if (!drop) return;
    event.preventDefault();
    drop.classList.toggle("over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    const input = drop.querySelector("input[type=file]");
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
// An open menu closes with Escape (the focus goes back to its button) and with a click elsewhere.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button?.hasAttribute("data-once")) setTimeout(() => (button.disabled = true), 0);
});
// "/" leads to the box for searching, wherever nothing is being typed; opening the narrow one does, too.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const narrow = document.querySelector(".qj-find-narrow");
  if (!narrow) return;
  event.preventDefault();
  if (narrow.checkVisibility()) narrow.open = true;
  [...document.querySelectorAll("[data-find]")].find((field) => field.checkVisibility())?.focus();
});
document.querySelector(".qj-find-narrow")?.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.querySelector("[data-find]").focus();
});
