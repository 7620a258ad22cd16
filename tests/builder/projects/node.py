"""Projects of Node.js, by package manager."""

import json
from collections.abc import Mapping

from builder.contexts import Files, text


def package(name: str, *, bare: bool = False, **fields: object) -> str:
    """A package.json; unless `bare`, it depends on one package and can be built."""
    usual: dict[str, object] = {
        "dependencies": {"left-pad": "^1.3.0"},
        "scripts": {"build": "mkdir -p dist && cat src/*.js > dist/all.js"},
    }
    return (
        json.dumps({"name": name, "version": "1.0.0", **({} if bare else usual), **fields}, indent=2) + "\n"
    )


def npm_lock(manifests: Mapping[str, str], **versions: str) -> str:
    """A package-lock.json over manifests by directory ("" is the root); `_` in a name stands for `-`."""
    packages: dict[str, object] = {}
    for directory, manifest in manifests.items():
        fields = json.loads(manifest)
        kept = ("name", "version", "workspaces", "dependencies", "devDependencies")
        packages[directory] = {key: fields[key] for key in kept if key in fields}
        if directory:
            packages[f"node_modules/{fields['name']}"] = {"resolved": directory, "link": True}
    for name, version in versions.items():
        packages[f"node_modules/{name.replace('_', '-')}"] = {"version": version, "integrity": "sha512-00"}
    lock = {"name": "case", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    return json.dumps(lock, indent=2) + "\n"


_WEB = package("web")
_ROOT = package("root", bare=True, workspaces=["packages/*"])
_API = package("api", bare=True, dependencies={"ms": "^2.1.3"})
_UI = package("ui", bare=True, dependencies={"left-pad": "^1.3.0"})

NODE: Files = {
    "package.json": _WEB,
    "package-lock.json": npm_lock({"": _WEB}, left_pad="1.3.0"),
    "src/main.js": "console.log('main')\n",
    "src/other.js": "console.log('other')\n",
    "README.md": "web\n",
}
YARN: Files = {
    "package.json": _WEB,
    "yarn.lock": '# yarn lockfile v1\n\n\nleft-pad@^1.3.0:\n  version "1.3.0"\n',
    "src/main.js": "console.log('main')\n",
}
WORKSPACE: Files = {
    "package.json": _ROOT,
    "package-lock.json": npm_lock(
        {"": _ROOT, "packages/api": _API, "packages/ui": _UI}, left_pad="1.3.0", ms="2.1.3"
    ),
    "packages/api/package.json": _API,
    "packages/api/index.js": "module.exports = 1\n",
    "packages/ui/package.json": _UI,
    "packages/ui/index.js": "module.exports = 2\n",
}
PNPM_WORKSPACE: Files = {
    "package.json": package("root", bare=True),
    "pnpm-lock.yaml": text(
        """
        lockfileVersion: '9.0'

        importers:

          .: {}

          packages/api:
            dependencies:
              ms:
                specifier: ^2.1.3
                version: 2.1.3

        packages:

          ms@2.1.3:
            resolution: {integrity: sha512-00}

        snapshots:

          ms@2.1.3: {}
        """
    ),
    "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n",
    "packages/api/package.json": _API,
    "packages/api/index.js": "module.exports = 1\n",
}
BUN: Files = {
    "package.json": _WEB,
    "bun.lock": text(
        """
        {
          "lockfileVersion": 1,
          "configVersion": 1,
          "workspaces": {
            "": {
              "name": "web",
              "dependencies": {
                "left-pad": "^1.3.0",
              },
            },
          },
          "packages": {
            "left-pad": ["left-pad@1.3.0", "", {}, "sha512-00"],
          },
        }
        """
    ),
    "src/main.js": "console.log('main')\n",
}
