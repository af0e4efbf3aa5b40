"""Checks the eddsa-rdfc-2022 proof of a credential that comes on standard input, with pyld and cryptography.

In: {"credential": …, "issuer": DID document, "contexts": {address: context}}. Out: "genuine", or why not.
"""

import hashlib
import json
import sys

import base58
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld


def canonical_hash(document, contexts):
    def load(address, _options):
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": contexts[address]}

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()


def key_of(issuer, name):
    allowed = [method if isinstance(method, str) else method["id"] for method in issuer["assertionMethod"]]
    method = next(method for method in issuer["verificationMethod"] if method["id"] == name and name in allowed)
    raw = base58.b58decode(method["publicKeyMultibase"][1:])
    assert raw[:2] == b"\xed\x01", "an Ed25519 key"
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def main():
    given = json.load(sys.stdin)
    credential, issuer, contexts = given["credential"], given["issuer"], given["contexts"]
    [proof] = credential.pop("proof")
    named = credential["issuer"]
    if (named if isinstance(named, str) else named["id"]) != issuer["id"]:
        return "another issuer"
    signature = base58.b58decode(proof.pop("proofValue")[1:])
    assert (proof["type"], proof["cryptosuite"]) == ("DataIntegrityProof", "eddsa-rdfc-2022")
    proof["@context"] = credential["@context"]
    signed = canonical_hash(proof, contexts) + canonical_hash(credential, contexts)
    try:
        key_of(issuer, proof["verificationMethod"]).verify(signature, signed)
    except InvalidSignature:
        return "forged"
    return "genuine"


print(main())
