// Checks receipts on this device, without a network: the code of a printed receipt, which stands behind the # of the address, and a
// receipt file as soon as it is chosen. The server's own check, by the form, also compares with the records of the city.
//
//   <div data-module="/assets/receipt.js" data-keys="…" data-right="…" data-wrong="…" data-unknown="…" role="status"></div>

const text = new TextEncoder();
const hexOf = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const ofHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const ofBase64 = (letters) =>
  Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const leafOf = (content) => sha256(join(Uint8Array.of(0), text.encode(content)));
const parentOf = (left, right) => sha256(join(Uint8Array.of(1), left, right));

/** The root to which a leaf leads (RFC 9162, section 2.1.3.2); nothing when the path does not fit the tree. */
async function rootOf(leaf, position, size, path) {
  if (!(position < size)) return;
  let [place, last, root] = [position, size - 1, leaf];
  for (const sibling of path) {
    if (last === 0) return;
    if (place % 2 === 1 || place === last) {
      root = await parentOf(sibling, root);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = await parentOf(root, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
}

async function isSigned(key, message, signature) {
  const known = await crypto.subtle.importKey("raw", ofBase64(key), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", known, signature, text.encode(message));
}

const rootMessage = ({ origin, day, size, root, signed_at }) =>
  `hromada log root 1\n${origin}\n${day}\n${size}\n${root}\n${signed_at}\n`;

/** The code of a printed receipt: one event, its path, and the signature under the root. */
async function checkCode(code, keys, origin) {
  const [version, number, leaf, position, path, day, size, signedAt, signature] = code.split(".");
  if (version !== "1" || !signature) return;
  const packed = ofBase64(path);
  const siblings = Array.from({ length: packed.length / 32 }, (_, index) => packed.slice(index * 32, index * 32 + 32));
  const root = await rootOf(ofBase64(leaf), Number(position), Number(size), siblings);
  if (!root) return { number, isRight: false };
  const message = rootMessage({ origin, day, size, root: hexOf(root), signed_at: signedAt });
  const signed = await Promise.all(keys.map((key) => isSigned(key, message, ofBase64(signature))));
  return { number, isRight: signed.includes(true) };
}

/** A whole receipt. */
async function checkReceipt(receipt, keys) {
  if (receipt?.format !== "hromada receipt 1" || !receipt.events?.length) return;
  const { number, root, events } = receipt;
  const leaves = await Promise.all(events.map((event) => leafOf(event.content)));
  const digest = hexOf(await sha256(join(...leaves)));
  const message = `${receipt.format}\n${receipt.origin}\n${number}\n${receipt.made_at}\n${root?.root ?? "-"}\n${digest}\n`;
  const checks = [keys.includes(receipt.key), await isSigned(receipt.key, message, ofBase64(receipt.signature))];
  if (root) checks.push(keys.includes(root.key), await isSigned(root.key, rootMessage(root), ofBase64(root.signature)));
  for (const [index, { proof }] of events.entries()) {
    if (!proof) continue;
    const found = await rootOf(leaves[index], proof.position, root?.size ?? 0, proof.path.map(ofHex));
    checks.push(found !== undefined && hexOf(found) === root.root);
  }
  return { number, isRight: checks.every(Boolean) };
}

export default function begin(place) {
  const { origin, right, wrong, unknown } = place.dataset;
  const keys = place.dataset.keys.split(" ").filter(Boolean);
  const tell = async (checking) => {
    const result = await checking.catch(() => undefined);
    const words = !result ? unknown : (result.isRight ? right : wrong).replace("{number}", result.number);
    const line = document.createElement("p");
    line.className = "lead";
    line.dataset.result = !result ? "unknown" : result.isRight ? "right" : "wrong";
    line.textContent = words;
    place.replaceChildren(line);
  };
  const code = location.hash.slice(1);
  if (code) tell(checkCode(code, keys, origin));
  document.querySelector("input[type=file][name=receipt]")?.addEventListener("change", ({ target }) => {
    const [file] = target.files;
    if (file) tell(file.text().then((content) => checkReceipt(JSON.parse(content), keys)));
  });
}
