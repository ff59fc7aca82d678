// Dragging does what the buttons do: it posts where one of them shall stand.
const form = document.getElementById("arrange");
const all = [...document.querySelectorAll("[data-arrange] [data-point]")];
let dragged = null;
for (const one of form ? all : []) {
  one.querySelector("h3").draggable = true;
  one.addEventListener("dragstart", (event) => {
    dragged = one;
    event.dataTransfer.effectAllowed = "move";
  });
  one.addEventListener("dragover", (event) => {
    if (!dragged || dragged === one) return;
    event.preventDefault();
    one.classList.add("over");
  });
  one.addEventListener("dragleave", () => one.classList.remove("over"));
  one.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!dragged || dragged === one) return;
    form.elements.point.value = dragged.dataset.point;
    form.elements.value.value = all.indexOf(one) + 1;
    form.submit();
  });
}
