#!/usr/bin/env python3
"""Check OC4IDS project packages with lib-cove-oc4ids, with no internet access.

lib-cove-oc4ids reads its schema and codelists over HTTP. This script serves a
local copy of them on 127.0.0.1 (a free port) and points the library there.

Usage:  venv/bin/python check_oc4ids.py [--schema DIR] [--json OUT.json] [--strict]
                                        [--full-report OUT.json] FILE_OR_URL ...
  FILE_OR_URL  a path, a file:// address or an http://127.0.0.1... address
  --schema     directory with project-package-schema.json, project-schema.json and
               codelists/ (default: content/oc4ids of this project)
  --strict     also fail on closed-codelist violations, conformance (project id
               prefix) failures and additional checks, not only validation errors
  --json       write the counts as JSON
  --full-report write everything the library said

Exit status: 0 no validation error; 1 at least one; 2 the file could not be read.
"""
import argparse
import functools
import http.server
import json
import os
import pathlib
import sys
import tempfile
import threading
import urllib.parse
import urllib.request

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Quiet(http.server.SimpleHTTPRequestHandler):
    misses = []

    def log_message(self, *args):
        pass

    def send_error(self, code, *args, **kwargs):
        Quiet.misses.append(f"{code} {self.path}")
        super().send_error(code, *args, **kwargs)


def serve(directory):
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(directory))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}/"


def no_network():
    """Refuse every connection that does not go to this machine."""
    import socket

    real = socket.socket.connect

    def guarded(self, address):
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise OSError(f"network use refused: {address}")
        return real(self, address)

    socket.socket.connect = guarded


def read(source):
    parts = urllib.parse.urlsplit(source)
    if parts.scheme in ("http", "https"):
        if parts.hostname not in LOOPBACK:
            raise OSError("only loopback addresses are read")
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(source, timeout=60) as response:
            return response.read()
    if parts.scheme == "file":
        source = urllib.request.url2pathname(parts.path)
    return pathlib.Path(source).read_bytes()


def check(data, base):
    from libcoveoc4ids.api import oc4ids_json_output
    from libcoveoc4ids.config import LibCoveOC4IDSConfig

    config = LibCoveOC4IDSConfig(
        {
            "schema_host": base,
            "schema_version_choices": {"0.9.5": ("0.9.5", base)},
            "schema_codelists": {"0.9": base + "codelists/"},
        }
    )
    with tempfile.TemporaryDirectory() as scratch:
        return oc4ids_json_output(scratch, json_data=data, lib_cove_oc4ids_config=config)


def summarise(result, data):
    errors = result["validation_errors"]  # [ (json of the error type, [ {path, value}, ... ]), ... ]
    conformance = result.get("conformance_checks", [])
    extra = result.get("additional_checks", [])

    def size(c):
        return len(c.get("paths") or c.get("path_values") or [])

    closed = result.get("additional_closed_codelist_values", {})
    opened = result.get("additional_open_codelist_values", {})
    fields = result.get("additional_fields") or {}
    return {
        "projects": len(data.get("projects", [])) if isinstance(data.get("projects"), list) else 0,
        "validation_error_types": len(errors),
        "validation_errors": result.get("validation_errors_count", sum(len(v) for _, v in errors)),
        "additional_fields": len(fields),
        "additional_field_uses": result.get("additional_fields_count", 0),
        "closed_codelist_violations": sum(len(v["values"]) for v in closed.values()),
        "open_codelist_extra_values": sum(len(v["values"]) for v in opened.values()),
        "conformance_failures": {c["check_id"]: size(c) for c in conformance},
        "additional_check_failures": {c["check_id"]: size(c) for c in extra},
        "deprecated_fields": len(result.get("deprecated_fields", [])),
    }


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--schema", default=str(here.parent.parent / "content" / "oc4ids"))
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--json")
    parser.add_argument("--full-report")
    args = parser.parse_args()

    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        os.environ.pop(name, None)
    no_network()
    server, base = serve(args.schema)
    status, report, full = 0, {}, {}
    for source in args.sources:
        try:
            data = json.loads(read(source))
        except (OSError, ValueError) as e:
            print(f"{source}: cannot be read: {e}")
            status = max(status, 2)
            continue
        if not isinstance(data, dict):
            print(f"{source}: not a JSON object, so not a project package")
            status = max(status, 1)
            continue
        result = check(data, base)
        counts = summarise(result, data)
        report[source], full[source] = counts, result
        print(source)
        for key, value in counts.items():
            print(f"  {key:28} {value}")
        for kind, places in result["validation_errors"][:15]:
            kind = json.loads(kind) if isinstance(kind, str) else kind
            print(f"    ! {kind.get('message')} [{kind.get('message_type')}] at {places[0].get('path')} (x{len(places)})")
        if Quiet.misses:
            print("  schema server could not find:", Quiet.misses)
            status = max(status, 2)
        if counts["validation_errors"]:
            status = max(status, 1)
        if args.strict and (
            counts["closed_codelist_violations"] or counts["conformance_failures"] or counts["additional_check_failures"]
        ):
            status = max(status, 1)
    server.shutdown()
    for path, content in ((args.json, report), (args.full_report, full)):
        if path:
            pathlib.Path(path).write_text(json.dumps(content, indent=2, ensure_ascii=False, default=str))
    return status


if __name__ == "__main__":
    sys.exit(main())
