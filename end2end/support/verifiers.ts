// Programs of others that check a certificate: Digital Bazaar's in JavaScript, pyld and cryptography in Python. Neither fetches
// anything: contexts come from content/credentials, the issuer's document from whoever asks.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { execFile } from "node:child_process";
import fs from "node:fs";
import signatures from "jsonld-signatures";
import { promisify } from "node:util";

type Json = Record<string, unknown>;
export type Credential = Json & { issuer: { id: string }; credentialSubject: Json; proof: [Json & { verificationMethod: string }] };

const CONTEXTS: Record<string, string> = {
  "https://www.w3.org/ns/credentials/v2": "credentials-v2.jsonld",
  "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "open-badges-3.0.3.jsonld",
};
const read = (file: string): Json => JSON.parse(fs.readFileSync(`../content/credentials/${file}`, "utf8"));

/** Whether Digital Bazaar's library finds the proof of a credential right by the issuer's document. */
export async function javaScriptAccepts(credential: Credential, issuer: Json): Promise<boolean> {
  const documentLoader = async (documentUrl: string) => {
    const context = CONTEXTS[documentUrl];
    if (context) return { contextUrl: null, documentUrl, document: read(context) };
    if (documentUrl === issuer.id) return { contextUrl: null, documentUrl, document: issuer };
    const method = (issuer.verificationMethod as Json[]).find(({ id }) => id === documentUrl);
    if (method) return { contextUrl: null, documentUrl, document: { "@context": "https://w3id.org/security/multikey/v1", ...method } };
    return signatures.strictDocumentLoader(documentUrl);
  };
  const purpose = new signatures.purposes.AssertionProofPurpose();
  const suite = new DataIntegrityProof({ cryptosuite });
  const { verified } = await signatures.verify(credential, { purpose, suite, documentLoader });
  return verified;
}

/** Whether the Python programs find the same. */
export async function pythonAccepts(credential: Credential, issuer: Json): Promise<boolean> {
  const python = process.env.HROMADA_TEST_PYTHON;
  if (!python) throw new Error("HROMADA_TEST_PYTHON names no Python; `cargo xtask test --only browser` does");
  const answer = promisify(execFile)(python, ["support/verify_credential.py"]);
  answer.child.stdin?.end(JSON.stringify({ credential, issuer, contexts: Object.fromEntries(Object.entries(CONTEXTS).map(([url, file]) => [url, read(file)])) }));
  const { stdout } = await answer;
  return stdout.trim() === "genuine";
}
