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
    if (happened.target.closest("input, textarea, select, button, a")) return;
    const element = happened.target.closest("[data-k]");
    if (element) mark(element, scroll);
  });
}
