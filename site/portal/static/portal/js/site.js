// What every page gains from script; all of it works without.

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
const SENDING = 8000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  // Buttons stay enabled: a second tap is dropped, and after a while a third may try again.
  if (Date.now() - (form.dataset.sent ?? 0) < SENDING) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = Date.now();
  event.submitter?.setAttribute("aria-busy", "true");
  // In another tab she may have signed in again since this page was opened.
  const field = form.elements.csrfmiddlewaretoken;
  if (field && token()) field.value = token();
});

// Back to a page kept in memory: its forms may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

for (const button of document.querySelectorAll("[data-reveals]")) {
  const field = document.getElementById(button.dataset.reveals);
  const [show, hide] = [button.textContent, button.dataset.hide];
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = shown ? show : hide;
    field.focus();
  });
}

// Words to use are copied with one tap; without script they are marked and copied by hand.
for (const box of document.querySelectorAll("[data-copy]")) {
  const button = box.querySelector("button");
  const label = button.querySelector("span");
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("pre").textContent);
    label.textContent = button.dataset.copied;
  });
}

// Without a line it cannot be fetched; the next page tries again.
navigator.serviceWorker?.register("/sw.js").catch(() => {});
