// Passkeys: the browser is asked with what the server wrote into the form, its answer goes back in a hidden field.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

export function enhancePasskeys(root) {
  root.querySelectorAll("form[data-passkey]").forEach((form) => {
    if (!window.PublicKeyCredential) return;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      const answer = form.elements.answer;
      if (answer.value || !form.reportValidity()) return;
      event.preventDefault();
      ask(form).then((given) => {
        answer.value = JSON.stringify(given);
        form.submit();
      }, (error) => {
        console.warn("Máy không đưa được khóa", error);
        form.querySelector("[data-failed]").hidden = false;
      });
    });
  });
}

async function ask(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = bytes(options.challenge);
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    (options[list] ?? []).forEach((key) => { key.id = bytes(key.id); });
  }
  if (form.dataset.passkey === "create") {
    options.user.id = bytes(options.user.id);
    return plain(await navigator.credentials.create({ publicKey: options }));
  }
  return plain(await navigator.credentials.get({ publicKey: options }));
}

function plain(credential) {
  const { response } = credential;
  const kept = { clientDataJSON: text(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) kept[name] = text(response[name]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: kept, clientExtensionResults: {} };
}
