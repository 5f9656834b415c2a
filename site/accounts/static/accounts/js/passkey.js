// Passkeys: a form marked data-passkey asks the device for one and sends what it gave. Where the browser
// knows none (no secure line, an address made of digits, an old telephone) the form stays hidden.

const here = location.hostname;
const known = isSecureContext && "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(here);

const fromText = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0)).buffer;
};
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const withIds = (keys) => keys?.map((key) => ({ ...key, id: fromText(key.id) }));

const written = (credential, parts) => {
  const response = {};
  for (const part of parts) if (credential.response[part]) response[part] = toText(credential.response[part]);
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
};

const make = async ({ publicKey }, form) => {
  const user = { ...publicKey.user, id: fromText(publicKey.user.id) };
  const excludeCredentials = withIds(publicKey.excludeCredentials);
  const wishes = { ...publicKey.authenticatorSelection };
  if (form.elements.passwordless.checked) {
    Object.assign(wishes, { residentKey: "required", requireResidentKey: true, userVerification: "required" });
  }
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: fromText(publicKey.challenge),
      user,
      excludeCredentials,
      authenticatorSelection: wishes,
    },
  });
  const said = written(made, ["clientDataJSON", "attestationObject"]);
  said.response.transports = made.response.getTransports?.() ?? [];
  return said;
};

const use = async ({ publicKey }) => {
  const allowCredentials = withIds(publicKey.allowCredentials);
  const challenge = fromText(publicKey.challenge);
  const used = await navigator.credentials.get({ publicKey: { ...publicKey, challenge, allowCredentials } });
  return written(used, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
};

const onPage = () => JSON.parse(document.getElementById("passkey-options").textContent);
const asked = async (form) => {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).request_options;
};

const ways = {
  "sign-in": async (form) => use(await asked(form)),
  use: async () => use(onPage()),
  add: async (form) => make(onPage(), form),
};

const ready = (form) => {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const says = form.querySelector("[data-says]");
    says.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await ways[form.dataset.passkey](form));
      form.submit();
    } catch {
      says.hidden = false; // refused, run out of time, or no key of this site on the device
    }
  });
};

if (known) {
  document.querySelectorAll("form[data-passkey]").forEach(ready);
  document.querySelectorAll("[data-no-passkeys]").forEach((note) => note.remove());
}
