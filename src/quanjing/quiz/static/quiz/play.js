// A running attempt: draws the questions, keeps the answers in this browser until the server has them,
// shows the time that is left, hands in at the end, and again while no answer comes back.
(() => {
  const root = document.getElementById("quiz");
  const form = root?.querySelector("[data-quiz-start]");
  if (!form) return;
  const [yes, no, handIn, timeLeft, retrying, yourScore, back, several, yourAnswer] = root.dataset.words.split("|");
  const kept = `quiz:${root.dataset.start}`;
  let token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const choice = (type, place, value, text) =>
    element("label", { class: "form-check" },
      element("input", { class: "form-check-input", type, name: `a${place}`, value }),
      element("span", { class: "form-check-label" }, text));

  const drawn = (question, place) => {
    const legend = element("legend", { class: "h4" }, `${place + 1}. ${question.text}`);
    const field = element("fieldset", {}, legend);
    if (question.kind === "fill_in") {
      field.append(element("input", { class: "form-control", name: `a${place}`, maxlength: 200, autocomplete: "off", "aria-label": yourAnswer }));
    } else if (question.kind === "true_false") {
      field.append(choice("radio", place, "1", yes), choice("radio", place, "0", no));
    } else {
      if (question.kind === "multiple") legend.append(" ", element("small", { class: "text-secondary" }, several));
      const type = question.kind === "single" ? "radio" : "checkbox";
      question.options.forEach((text, value) => field.append(choice(type, place, value, text)));
    }
    return element("li", { class: "card mb-2" }, element("div", { class: "card-body" }, field));
  };

  const answered = (paper, questions) => questions.map((question, place) => {
    const inputs = [...paper.querySelectorAll(`[name=a${place}]`)];
    if (question.kind === "fill_in") return inputs[0].value || null;
    const chosen = inputs.filter((one) => one.checked).map((one) => Number(one.value));
    if (question.kind === "true_false") return chosen.length ? chosen[0] === 1 : null;
    return chosen;
  });
  const restore = (paper, answers) => answers.forEach((answer, place) => {
    for (const input of paper.querySelectorAll(`[name=a${place}]`)) {
      if (input.type === "text") input.value = answer ?? "";
      else if (typeof answer === "boolean") input.checked = (input.value === "1") === answer;
      else input.checked = (answer ?? []).includes(Number(input.value));
    }
  });

  const play = ({ number, begun, left, questions }) => {
    const ends = performance.now() + left;
    const clock = element("span", { class: "num", role: "timer", "aria-label": timeLeft });
    const note = element("span", { class: "text-secondary", role: "status" });
    const button = element("button", { class: "btn btn-primary ms-auto" }, handIn);
    const paper = element("form", {},
      element("ol", { class: "list-unstyled" }, ...questions.map(drawn)),
      element("div", { class: "qj-dock" }, element("div", { class: "qj-wrap" }, clock, note, button)));
    const before = JSON.parse(localStorage.getItem(kept) ?? "null");
    root.replaceChildren(paper);
    if (before?.begun === begun) restore(paper, before.answers);
    paper.querySelector("input")?.focus();
    paper.addEventListener("input", () =>
      localStorage.setItem(kept, JSON.stringify({ begun, answers: answered(paper, questions) })));

    let sending = false;
    const send = async () => {
      if (sending) return;
      sending = true;
      button.disabled = true;
      clearInterval(ticking);
      const body = JSON.stringify({ number, answers: answered(paper, questions) });
      for (let turn = 0; ; turn += 1) {
        try {
          const answer = await fetch(root.dataset.submit, {
            method: "POST", body, keepalive: true,
            headers: { "Content-Type": "application/json", "X-CSRFToken": token },
          });
          if (answer.headers.get("Content-Type")?.includes("json")) return ended(await answer.json());
          if (answer.status === 403) token = await newToken();
        } catch { /* the connection is lost: below */ }
        note.textContent = retrying;
        await new Promise((resume) => setTimeout(resume, Math.min(500 * 2 ** turn, 5000)));
      }
    };
    const newToken = async () => { // somebody signed in or out in another window
      const page = await (await fetch(root.dataset.page)).text();
      const input = new DOMParser().parseFromString(page, "text/html").querySelector("[name=csrfmiddlewaretoken]");
      return input?.value ?? token;
    };
    const ended = ({ score, most, said, error }) => {
      if (!error) localStorage.removeItem(kept);
      const words = error ?? [`${yourScore}: ${score} / ${most}`, said].filter(Boolean).join(" · ");
      const link = element("a", { class: "btn", href: root.dataset.page }, back);
      root.replaceChildren(element("div", { class: "card" }, element("div", { class: "card-body", role: "status", tabindex: "-1" }, element("p", { class: "h2" }, words), link)));
      root.querySelector("[role=status]").focus();
    };
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
      clock.textContent = `${timeLeft} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      if (!seconds) send();
    };
    const ticking = setInterval(tick, 250);
    tick();
    paper.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const error = form.querySelector("[data-quiz-error]");
    try {
      const answer = await fetch(root.dataset.start, { method: "POST", body: new FormData(form) });
      const sent = await answer.json();
      if (answer.ok) return play(sent);
      error.textContent = sent.error;
    } catch {
      error.textContent = retrying;
    }
    error.hidden = false;
    form.querySelector("button").disabled = false;
  });
})();
