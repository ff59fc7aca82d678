// A card and its sentences share data-k; hover, focus or click on either side marks both.
const keysOf = (element) => element.dataset.k.split(" ").filter(Boolean);

function mark(element, scroll) {
  const keys = keysOf(element);
  const all = [...document.querySelectorAll("[data-k]")];
  const joined = (other) => keysOf(other).some((key) => keys.includes(key));
  for (const other of all) other.classList.toggle("on", joined(other));
  if (!scroll) return;
  const here = element.closest("#doc");
  const partner = all.find((other) => other !== element && other.closest("#doc") !== here && joined(other));
  partner?.closest("details")?.setAttribute("open", "");
  partner?.scrollIntoView({ block: "nearest" });
}

for (const [event, scroll] of [["mouseover", false], ["focusin", true], ["click", true]]) {
  document.addEventListener(event, (happened) => {
    const link = happened.target.closest("a[data-k]");
    if (link && event === "click") mark(link, false);
    if (happened.target.closest("input, textarea, select, button, a, summary")) return;
    if (event === "click" && !getSelection().isCollapsed) return; // words are being marked
    const element = happened.target.closest("[data-k]");
    const moves = event === "click" || happened.target.matches(":focus-visible"); // not at the start of a drag
    if (element) mark(element, scroll && moves);
  });
}

// Words marked in the text fill in the passage to be read again; data-s is where a stretch begins.
function placeOf(node, offset) {
  const stretch = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("#doc [data-s]");
  if (!stretch || node !== stretch.lastChild) return null;
  return Number(stretch.dataset.s) + [...node.data.slice(0, offset)].length;
}

// A passage within a task is first taken for its deadline.
function guess(select, stretch) {
  const task = stretch?.dataset.k?.match(/\bt(\d+)\b/)?.[1];
  const group = [...select.querySelectorAll("optgroup")].find((one) => one.label.startsWith(`${task} `));
  if (group && select.selectedIndex === 0) group.querySelector("option").selected = true;
}

document.addEventListener("selectionchange", () => {
  const form = document.querySelector("#reread form");
  const selection = getSelection();
  if (!form || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!range.startContainer.parentElement?.closest("#doc") || !range.endContainer.parentElement?.closest("#doc")) return;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  const known = start !== null && end !== null && start < end;
  form.closest("details").open = true;
  document.body.classList.add("marking");
  form.elements.words.value = selection.toString();
  form.elements.start.value = known ? start : "";
  form.elements.end.value = known ? end : "";
  guess(form.elements.what, range.startContainer.parentElement.closest("[data-k]"));
});
const unless = (open) => document.body.classList.toggle("marking", open && document.body.classList.contains("marking"));
document.addEventListener("toggle", (event) => event.target.closest("#reread") && unless(event.target.open), true);
document.addEventListener("keydown", (event) => event.key === "Escape" && unless(false));
