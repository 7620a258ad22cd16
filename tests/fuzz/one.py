"""Fuzzes one target in this process: `run.py` starts it with libFuzzer's arguments behind the target's name."""

import hashlib
import pkgutil
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # it has no stubs, and is only installed to fuzz

_SLOW = 3.0  # seconds of the processor for one input of 4 kB, with counted branches

with atheris.instrument_imports(include=["layerwise", "dockerfile_parse", "fuzz.targets"]):
    import layerwise

    from fuzz.target import target

    TARGET = target(sys.argv[1])
    # Much of it is imported when it is first asked for, which would be too late.
    for module in pkgutil.walk_packages(layerwise.__path__, "layerwise."):
        if module.name.split(".")[1] not in ("__main__", "cli", "lsp"):
            import_module(module.name)


class Finder:
    """Runs inputs, and keeps each fault once, so that fuzzing goes on behind the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()

    def __call__(self, data: bytes) -> None:
        """Run one input."""
        begun = time.process_time()
        try:
            TARGET.run(data)
        except Exception as error:
            self._keep(_name(error), data, traceback.format_exc())
        spent = time.process_time() - begun
        if spent > _SLOW:
            self._keep(f"slow-{int(spent)}s", data, f"{spent:.1f} s\n")

    def _keep(self, name: str, data: bytes, told: str) -> None:
        if name in self._known:
            return
        self._known.add(name)
        unique = f"{name}-{hashlib.sha256(data).hexdigest()[:8]}"
        (self._folder / unique).write_bytes(data)
        (self._folder / f"{unique}.txt").write_text(told, errors="backslashreplace")


def _name(error: BaseException) -> str:
    """What is the same for the same fault: the kind of the error, and the innermost place in our code."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "layerwise" in frame.filename or "targets" in frame.filename]
    frame = (ours or list(frames))[-1]
    return f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.lineno}"


def main() -> None:
    """Fuzz until libFuzzer ends the process."""
    prefix = next(one for one in sys.argv if one.startswith("-artifact_prefix="))
    sys.setrecursionlimit(1000)  # as the interpreter has it: what needs more is a fault
    atheris.Setup([sys.argv[0], *sys.argv[2:]], Finder(Path(prefix.partition("=")[2])))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
