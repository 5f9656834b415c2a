/* Opens levels of the tree in place. Without this, each level is a page of its own. */

async function rowsAt(address) {
  const url = new URL(address, location.href);
  url.searchParams.set("part", "1");
  const answer = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  const holder = document.createElement("div");
  holder.innerHTML = await answer.text();
  return holder.querySelector(".tree");
}

/* What is said while rows are on their way, and where they do not come. */
function say(item, text) {
  let said = item.querySelector(":scope > .tree__said");
  if (!said) {
    said = document.createElement("p");
    said.className = "tree__said";
    said.setAttribute("role", "status");
    item.append(said);
  }
  said.textContent = text;
  said.hidden = !text;
}

async function open(toggle, tree) {
  const item = toggle.closest("li");
  const below = item.querySelector(":scope > .tree");
  if (below) {
    below.hidden = !below.hidden;
    show(toggle, !below.hidden);
    return;
  }
  say(item, tree.dataset.wait);
  try {
    item.append(await rowsAt(toggle.href));
    say(item, "");
    show(toggle, true);
    improve(item, tree);
  } catch {
    say(item, tree.dataset.trouble);
  }
}

async function more(link, tree) {
  const item = link.closest("li");
  try {
    const rows = await rowsAt(link.href);
    const [first] = rows.children;
    item.replaceWith(...rows.children);
    improve(tree, tree);
    first?.querySelector("a")?.focus();
  } catch {
    say(item, tree.dataset.trouble);
  }
}

const show = (toggle, isOpen) => toggle.setAttribute("aria-expanded", String(isOpen));

function improve(part, tree) {
  for (const toggle of part.querySelectorAll("[data-opens]:not([role])")) {
    toggle.setAttribute("role", "button");
    show(toggle, "isOpen" in toggle.dataset);
  }
}

for (const tree of document.querySelectorAll("[data-tree]")) {
  improve(tree, tree);
  tree.addEventListener("click", (event) => {
    const opened = event.target.closest("[data-opens], [data-more]");
    if (!opened || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if ("more" in opened.dataset) more(opened, tree);
    else open(opened, tree);
  });
  tree.addEventListener("keydown", (event) => {
    const toggle = event.target.closest("[data-opens]");
    if (!toggle || event.key !== " ") return;
    event.preventDefault();
    open(toggle, tree);
  });
}
