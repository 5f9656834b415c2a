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
