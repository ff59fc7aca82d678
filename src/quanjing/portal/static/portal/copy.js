// Puts a piece of the page into the clipboard with its styles; without JavaScript it is marked by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const piece = document.getElementById(button.dataset.copy);
    const html = new Blob([piece.innerHTML.trim()], { type: "text/html" });
    const text = new Blob([piece.innerText], { type: "text/plain" });
    await navigator.clipboard.write([new ClipboardItem({ "text/html": html, "text/plain": text })]);
    document.querySelector("[data-copied]").hidden = false;
  });
}
