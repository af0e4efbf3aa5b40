// Passkeys: asks the browser for one, between the two halves of a ceremony of the server.
//
//   <div data-module="/assets/passkey.js" data-ceremony="register" hidden> … <button type="button"> … </div>
//
// The place stays hidden where the browser has no passkeys, and without JavaScript: the password works everywhere. A browser gives
// no passkey to an address of numbers, such as the one of a server that is being tried out.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

async function send(address, body) {
  const answer = await fetch(address, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).code ?? String(answer.status));
  return answer.status === 204 ? undefined : answer.json();
}

async function register(place) {
  const name = place.querySelector("input").value.trim();
  const { token, options } = await send("/api/people/passkeys/begin");
  options.challenge = toBytes(options.challenge);
  options.user.id = toBytes(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = toBytes(known.id);
  const made = await navigator.credentials.create({ publicKey: options });
  const credential = {
    id: made.id,
    rawId: toText(made.rawId),
    type: made.type,
    extensions: {},
    response: {
      attestationObject: toText(made.response.attestationObject),
      clientDataJSON: toText(made.response.clientDataJSON),
      transports: made.response.getTransports?.() ?? [],
    },
  };
  await send("/api/people/passkeys/finish", { token, credential, name });
  location.assign(`${location.pathname}?done=added`);
}

async function signIn(place) {
  const { token, options } = await send("/api/people/passkey-sign-in/begin");
  options.challenge = toBytes(options.challenge);
  for (const known of options.allowCredentials ?? []) known.id = toBytes(known.id);
  const shown = await navigator.credentials.get({ publicKey: options });
  const { authenticatorData, clientDataJSON, signature, userHandle } = shown.response;
  const credential = {
    id: shown.id,
    rawId: toText(shown.rawId),
    type: shown.type,
    extensions: {},
    response: {
      authenticatorData: toText(authenticatorData),
      clientDataJSON: toText(clientDataJSON),
      signature: toText(signature),
      userHandle: userHandle && toText(userHandle),
    },
  };
  await send("/api/people/passkey-sign-in/finish", { token, credential });
  // What was kept on the sign-in page goes on as it would after a password.
  const form = document.querySelector(place.dataset.form);
  for (const field of form.querySelectorAll("input:not([type=hidden])")) field.disabled = true;
  form.action = place.dataset.continue;
  form.submit();
}

export default function start(place) {
  if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) {
    const told = place.querySelector("[data-unavailable]");
    if (!told) return;
    told.hidden = false;
    place.querySelector("[data-available]").hidden = true;
    place.hidden = false;
    return;
  }
  place.hidden = false;
  const failure = place.querySelector("[data-failure]");
  const button = place.querySelector("button");
  button.addEventListener("click", async () => {
    failure.hidden = true;
    button.disabled = true;
    try {
      await (place.dataset.ceremony === "register" ? register : signIn)(place);
    } catch (error) {
      // Whoever closes the browser's window has changed their mind; the page stays as it is and says what can be done.
      failure.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
