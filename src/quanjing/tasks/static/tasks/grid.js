// Arrow keys move between the cells of the grid; one cell is in the tab order.
const cells = (row) => [...row.querySelectorAll("a, button")];

function settle(grid) {
  const all = [...grid.querySelectorAll("tbody a, tbody button")];
  if (!all.some((cell) => cell.tabIndex === 0 && cell.dataset.here)) {
    for (const cell of all) cell.tabIndex = -1;
    if (all[0]) enter(all[0]);
  }
}

function enter(cell) {
  const grid = cell.closest("[data-grid]");
  for (const other of grid.querySelectorAll("[data-here]")) {
    other.tabIndex = -1;
    delete other.dataset.here;
  }
  cell.tabIndex = 0;
  cell.dataset.here = "yes";
}

document.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-grid] tbody a, [data-grid] tbody button");
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  if (!cell || !step) return;
  event.preventDefault();
  const rows = [...cell.closest("[data-grid]").querySelectorAll("tbody tr")].filter((row) => cells(row).length);
  const row = rows.indexOf(cell.closest("tr"));
  const column = cells(rows[row]).indexOf(cell);
  const line = cells(rows[Math.min(Math.max(row + step[0], 0), rows.length - 1)]);
  const target = line[Math.min(Math.max(column + step[1], 0), line.length - 1)];
  enter(target);
  target.focus();
});
document.addEventListener("focusin", (event) => {
  const cell = event.target.closest("[data-grid] tbody a, [data-grid] tbody button");
  if (cell) enter(cell);
});
const start = () => document.querySelectorAll("[data-grid]").forEach(settle);
document.addEventListener("htmx:afterSwap", start);
start();
