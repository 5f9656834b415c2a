// A card's code stands behind the # of its address, which no server ever sees: put it into the box and
// take it out of the address. And what she chooses can be hidden from those who look on.

const code = document.querySelector("form[data-card] [name=code]");
if (code && location.hash.length > 1) {
  code.value = location.hash.slice(1).replace(/^(.{4})(.{4})$/, "$1-$2");
  history.replaceState(null, "", location.pathname + location.search);
}

const secret = document.querySelector("[data-hideable]");
if (secret) {
  const { hide, show } = secret.form.dataset;
  const around = Object.assign(document.createElement("span"), { className: "beneath" });
  const button = Object.assign(document.createElement("button"), {
    className: "plain reveal",
    type: "button",
    textContent: hide,
  });
  button.setAttribute("aria-controls", secret.id);
  button.addEventListener("click", () => {
    const shown = secret.type === "text";
    secret.type = shown ? "password" : "text";
    button.textContent = shown ? show : hide;
    secret.focus();
  });
  secret.closest(".field").classList.add("secret");
  secret.replaceWith(around);
  around.append(secret, button);
}
