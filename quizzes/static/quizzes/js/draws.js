// Says under each draw of a quiz whether the bank can fill it, while it is being written.

const PATIENCE = 300; // milliseconds after the last change

const value = (row, name) => row.querySelector(`[name$="-${name}"]`)?.value ?? "";

const fixedQuestions = () =>
  [...document.querySelectorAll('[name^="fixed_items-"][name$="-question"]')]
    .filter((field) => !/__prefix__/.test(field.name))
    .map((field) => field.value)
    .filter(Boolean)
    .join(",");

async function tell(row) {
  const asked = new URLSearchParams({
    count: value(row, "count"),
    category: value(row, "category"),
    topic: value(row, "topic"),
    difficulty: value(row, "difficulty"),
    fixed: fixedQuestions(),
  });
  const answer = await fetch(`${row.dataset.pool}?${asked}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { said, fills } = await answer.json();
  let line = row.querySelector(".authoring-pool");
  if (!line) {
    line = document.createElement("p");
    line.className = "authoring-pool";
    line.setAttribute("role", "status");
    row.append(line);
  }
  line.textContent = said;
  line.classList.toggle("is-lacking", !fills);
}

const address = document.querySelector("[data-pool-address]")?.dataset.poolAddress;
const waiting = new Map();

function soon(row) {
  row.dataset.pool = address;
  clearTimeout(waiting.get(row));
  waiting.set(row, setTimeout(() => tell(row).catch(() => {}), PATIENCE));
}

const rows = () =>
  [...document.querySelectorAll('[name^="random_draws-"][name$="-count"]')]
    .filter((field) => !/__prefix__/.test(field.name))
    .map((field) => field.closest("[data-inline-panel-child]"))
    .filter(Boolean);

if (address) {
  const tellAll = () => rows().forEach(soon);
  document.addEventListener("input", (event) => {
    if (event.target.name?.startsWith("random_draws-")) tellAll();
  });
  document.addEventListener("change", (event) => {
    if (/^(random_draws|fixed_items)-/.test(event.target.name ?? "")) tellAll();
  });
  new MutationObserver(() => rows().filter((row) => !row.dataset.pool).forEach(soon))
    .observe(document.body, { childList: true, subtree: true });
  tellAll();
}
