// The review page: a reason stands open only where its box is ticked.
function show(tick) {
  const box = tick.querySelector("input[type=checkbox]");
  tick.querySelector("input:not([type=checkbox])").hidden = !box.checked;
}
for (const tick of document.querySelectorAll("[data-tick]")) {
  show(tick);
  tick.addEventListener("change", (event) => {
    show(tick);
    if (event.target.checked) tick.querySelector("input:not([type=checkbox])").focus();
  });
}
document.querySelector("[data-problems]")?.focus();
