"""What cargo reads besides manifests: its configuration, and rustup's choice of a toolchain."""

import posixpath
from collections.abc import Iterator

from layerwise.ecosystems.facts import Call
from layerwise.ecosystems.reads import Reads
from layerwise.manifests import toml_text
from layerwise.manifests.toml_text import Toml, table
from layerwise.unknown import Unknown

# Keys whose value may be a program or file of the project ("Configuration", The Cargo Book).
_NAMES_FILES = (
    ("build", "rustc"),
    ("build", "rustc-wrapper"),
    ("build", "rustc-workspace-wrapper"),
    ("build", "target"),
    ("registry", "credential-provider"),
    ("resolver", "lockfile-path"),
)


def home(call: Call) -> str | None:
    """CARGO_HOME, which is ~/.cargo unless set; None where nobody knows."""
    given = call.command.environment
    below = given.get("HOME")
    return given.get("CARGO_HOME") if "CARGO_HOME" in given else f"{below}/.cargo" if below else None


def outputs(call: Call) -> tuple[str, ...]:
    """Where crates go (measured: nothing below target/), and toolchains that rustup fetches."""
    given, at, below = call.command.environment, home(call), call.command.environment.get("HOME")
    names = ("registry", "git", ".package-cache", ".package-cache-mutate", ".global-cache")
    toolchains = given.get("RUSTUP_HOME") or (f"{below}/.rustup" if below else None)
    return (*(f"{at}/{name}" for name in names if at), *((toolchains,) if toolchains else ()))


def open_settings(reads: Reads, call: Call) -> None:
    """The configuration in each folder from the working directory up and in CARGO_HOME, and the toolchain file.

    Measured with cargo 1.95: of `config.toml` and `config` in one folder the second wins; the nearest
    `rust-toolchain` or `rust-toolchain.toml` counts, and the first of the two names.
    """
    at = home(call)
    if at is None:
        reads.cannot_know("the value of CARGO_HOME is not known")
    if call.has("--config"):
        reads.cannot_know("--config gives cargo settings of its own")
    if call.has("-C"):
        reads.cannot_know("-C is an unstable option of cargo")
    for folder in _upward(reads.resolve(".")):
        for name in (".cargo/config", ".cargo/config.toml"):
            _configuration(reads, posixpath.join(folder, name))
    for name in ("config", "config.toml", "credentials", "credentials.toml") if at else ():
        _configuration(reads, posixpath.join(at or "/", name))
    below = call.command.environment.get("HOME")
    if below:
        reads.looked_for(f"{below}/.gitconfig", "git's settings")
    for word in call.values("--target"):
        if (word.value or "").endswith(".json"):
            reads.cannot_know("--target names a file")
    _toolchain(reads)


def _upward(folder: str) -> Iterator[str]:
    while True:
        yield folder
        if folder == "/":
            return
        folder = posixpath.dirname(folder)


def _toolchain(reads: Reads) -> None:
    """The nearest toolchain file ("Overrides", The rustup Book)."""
    for folder in _upward(reads.resolve(".")):
        for name in ("rust-toolchain", "rust-toolchain.toml"):
            path = posixpath.join(folder, name)
            text = reads.looked_for(path, "chooses the toolchain")
            if text is None:
                continue
            data = toml_text.load(text)  # the old form holds the toolchain's name alone
            if not isinstance(data, Unknown) and "path" in table(data, "toolchain"):
                reads.cannot_know("the toolchain is a folder", path)
            return


def _configuration(reads: Reads, path: str) -> None:
    text = reads.looked_for(path, "cargo's settings")
    if text is None:
        return
    data = toml_text.load(text)
    if isinstance(data, Unknown):
        reads.cannot_know(data.why, path)
        return
    for name, source in table(data, "source").items():
        for key in ("directory", "local-registry"):
            if isinstance(source, dict) and key in source:
                reads.cannot_know(f"the source {name} is a folder", path)
    for key in ("paths", "include"):
        if key in data:
            reads.cannot_know(f"{key} names further files", path)
    for section, key in _NAMES_FILES:
        if _is_path(table(data, section).get(key)):
            reads.cannot_know(f"{section}.{key} names a file", path)
    patched = [one for source in table(data, "patch").values() for one in table(source).values()]
    registries = [table(one).get("index") for one in table(data, "registries").values()]
    if any("path" in table(one) for one in patched) or any(_is_local(one) for one in registries):
        reads.cannot_know("a dependency is replaced by a folder", path)


def _is_path(value: Toml) -> bool:
    values = value if isinstance(value, list) else [value]
    return any(isinstance(one, str) and ("/" in one or one.endswith(".json")) for one in values)


def _is_local(value: Toml) -> bool:
    return isinstance(value, str) and value.startswith(("file:", "/", "."))
