"""A registry of packages for the real installers: npm's, pip's and Go's protocols over what the set-up downloaded.

It is run inside the network of a case, which leads nowhere else; so the packages come from `localhost`, and the
lockfiles of the projects name no other host.
"""

import base64
import hashlib
import io
import json
import sys
import tarfile
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PORT = 4873
ADDRESS = f"http://127.0.0.1:{PORT}"
# A Go module of our own: only its own proxy serves Go modules, and none of those is reached.
_MODULE, _VERSION = "example.com/tiny", "v1.0.0"
_MODULE_FILES = {
    "go.mod": f"module {_MODULE}\n\ngo 1.18\n",
    "tiny.go": "package tiny\n",
}


class Registry(BaseHTTPRequestHandler):
    """Answers `/npm/NAME`, `/pypi/NAME/`, `/go/MODULE/@v/...`, and the archives that those name."""

    tarballs = Path()
    wheels = Path()

    def do_GET(self) -> None:
        """Send what is asked for, or that it is not there; some tools ask for the head alone first."""
        found = self._found(self.path.partition("?")[0])
        self.send_response(404 if found is None else 200)
        kind, body = found or ("text/plain", b"not here")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815 - the names are http.server's

    def log_message(self, *_words: object) -> None:
        """Nothing: the tools' own output says what was asked."""

    def _found(self, path: str) -> tuple[str, bytes] | None:
        _, protocol, name, *rest = [*path.split("/"), ""]
        match protocol:
            case "npm" if rest[:1] == ["-"]:
                return _archive(self.tarballs / rest[1])
            case "npm":
                return _packument(self.tarballs, name)
            case "pypi":
                return _links(self.wheels, name)
            case "wheels" if name.endswith(".metadata"):
                return _metadata(self.wheels / name.removesuffix(".metadata"))
            case "wheels":
                return _archive(self.wheels / name)
            case "go":
                return _module(path.removeprefix("/go/"))
            case _:
                return None


def _archive(path: Path) -> tuple[str, bytes] | None:
    return ("application/octet-stream", path.read_bytes()) if path.is_file() else None


def _packument(folder: Path, name: str) -> tuple[str, bytes] | None:
    """What npm's registry says about a package, of those fields that an installer reads."""
    versions = {}
    for path in sorted(folder.glob(f"{name}-[0-9]*.tgz")):
        content = path.read_bytes()
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            member = archive.extractfile("package/package.json")
            manifest = json.load(member) if member else {}
        integrity = base64.b64encode(hashlib.sha512(content).digest()).decode()
        manifest["dist"] = {
            "tarball": f"{ADDRESS}/npm/{name}/-/{path.name}",
            "shasum": hashlib.sha1(content).hexdigest(),  # noqa: S324 - yarn.lock of Yarn 1 holds it
            "integrity": f"sha512-{integrity}",
        }
        versions[manifest["version"]] = manifest
    if not versions:
        return None
    latest = {"latest": max(versions)}
    times = dict.fromkeys(("created", "modified", *versions), "2020-01-01T00:00:00.000Z")
    document = {"_id": name, "name": name, "dist-tags": latest, "versions": versions, "time": times}
    return "application/json", json.dumps(document).encode()


def _links(folder: Path, name: str) -> tuple[str, bytes] | None:
    """A page of the simple index: the wheels of a project, each with its digest."""
    wheels = sorted(folder.glob(f"{name.replace('-', '_')}-*.whl"))
    links = [
        f'<a href="{ADDRESS}/wheels/{one.name}#sha256={hashlib.sha256(one.read_bytes()).hexdigest()}">{one.name}</a>'
        for one in wheels
    ]
    page = f"<!DOCTYPE html><html><body>{''.join(links)}</body></html>"
    return ("text/html", page.encode()) if links else None


def _metadata(wheel: Path) -> tuple[str, bytes] | None:
    if not wheel.is_file():
        return None
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return "text/plain", archive.read(name)


def _module(path: str) -> tuple[str, bytes] | None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in _MODULE_FILES.items():
            archive.writestr(zipfile.ZipInfo(f"{_MODULE}@{_VERSION}/{name}"), text)  # dated 1980
    stem = f"{_MODULE}/@v/{_VERSION}"
    answers = {
        f"{_MODULE}/@v/list": f"{_VERSION}\n".encode(),
        f"{stem}.info": json.dumps({"Version": _VERSION, "Time": "2020-01-01T00:00:00Z"}).encode(),
        f"{stem}.mod": _MODULE_FILES["go.mod"].encode(),
        f"{stem}.zip": buffer.getvalue(),
    }
    return ("text/plain", answers[path]) if path in answers else None


def main(tarballs: str, wheels: str, ready: str) -> None:
    """Serve until killed; the file `ready` is made when the first question can be asked."""
    Registry.tarballs, Registry.wheels = Path(tarballs), Path(wheels)
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Registry)
    Path(ready).touch()
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
