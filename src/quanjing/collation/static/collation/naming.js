// The example below a naming rule follows what is typed.
function example(input) {
  const shown = document.getElementById(input.dataset.naming);
  const name = input.value.replace(/\{(\w*)\}/g, (all, token) => shown.dataset[token] ?? all);
  shown.textContent = name.replace(/[<>:"/\\|?*]+/g, "_").slice(0, 116);
}
document.addEventListener("input", (event) => {
  if (event.target.dataset.naming) example(event.target);
});
for (const input of document.querySelectorAll("[data-naming]")) example(input);
