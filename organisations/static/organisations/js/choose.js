/* Choosers: find while somebody types. Without this, the form's own button finds. */
const PAUSE = 300;

const isChosen = (input) => input.checked;

function query(chooser, text) {
  const asked = new URLSearchParams({ q: text, name: chooser.dataset.chooseName });
  for (const { name, value } of chooser.attributes) {
    if (name.startsWith("data-query-") && value) asked.set(name.slice("data-query-".length), value);
  }
  return asked;
}

/* What is chosen stays in sight, above what is found next. */
function keepChosen(chooser, results) {
  let kept = chooser.querySelector("[data-choose-chosen]");
  for (const line of results.querySelectorAll(".choose__line")) {
    const input = line.querySelector("input");
    if (!isChosen(input)) continue;
    if (!kept) {
      kept = document.createElement("ul");
      kept.className = "choose__lines";
      kept.dataset.chooseChosen = "";
      chooser.prepend(kept);
    }
    if (input.type === "radio") kept.replaceChildren(line);
    else kept.append(line);
  }
}

function dropDoubles(chooser, results) {
  const kept = [...chooser.querySelectorAll("[data-choose-chosen] input")].map((input) => input.value);
  for (const input of results.querySelectorAll("input")) {
    if (kept.includes(input.value)) input.closest(".choose__line").remove();
  }
}

async function find(chooser, box, results) {
  const text = box.value.trim();
  chooser.asking?.abort();
  chooser.asking = new AbortController();
  try {
    const answer = await fetch(`${chooser.dataset.choose}?${query(chooser, text)}`, {
      signal: chooser.asking.signal,
      headers: { "X-Requested-With": "XMLHttpRequest" },
    });
    if (!answer.ok || answer.redirected) return;
    const found = await answer.text();
    keepChosen(chooser, results);
    results.innerHTML = found;
    dropDoubles(chooser, results);
  } catch (reason) {
    if (reason.name !== "AbortError") throw reason;
  }
}

function improve(chooser) {
  const box = chooser.querySelector("input[type=search]");
  const results = chooser.querySelector("[data-choose-results]");
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => find(chooser, box, results), PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(waiting);
    find(chooser, box, results);
  });
  box.addEventListener("focus", () => {
    if ("chooseLists" in chooser.dataset && !box.value && !results.childElementCount) find(chooser, box, results);
  });
}

document.querySelectorAll("[data-choose]").forEach(improve);
