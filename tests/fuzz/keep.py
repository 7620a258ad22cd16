"""Chooses the few inputs that together reach most of the code."""

import hashlib
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from fuzz.target import Target, target

CORPUS = Path(__file__).parent / "corpus"
_MOST = 36  # for each target: a replay of all takes seconds
_LARGEST = 4096  # bytes
_MOST_TRIED = 500  # each is run under a trace, which takes its time
_SERVER = str(Path(__file__).parents[2] / "server" / "layerwise")


def keep(name: str, folder: Path, most: int = _MOST_TRIED) -> int:
    """Put the best inputs of a folder beside what is kept by name, and return how many of them there are now."""
    kept = CORPUS / name
    kept.mkdir(parents=True, exist_ok=True)
    reached: dict[Path, frozenset[object]] = {}
    for path in (*_some(folder, most), *kept.iterdir()):
        reached[path] = _reached(target(name), path.read_bytes())
    named = {path for path in reached if path.parent == kept and not path.name.startswith("auto-")}
    seen: set[object] = set().union(*(reached[path] for path in named))
    chosen: list[bytes] = []
    waiting = {path: found for path, found in reached.items() if path not in named}
    while len(chosen) < _MOST and waiting:
        best = max(waiting, key=lambda path: len(waiting[path] - seen))
        if not waiting[best] - seen:
            break
        seen |= waiting.pop(best)
        chosen.append(best.read_bytes())
    for path in kept.glob("auto-*"):
        path.unlink()
    for data in chosen:
        (kept / f"auto-{hashlib.sha256(data).hexdigest()[:10]}").write_bytes(data)
    return len(chosen) + len(named)


def _some(folder: Path, most: int) -> list[Path]:
    """So many of the inputs that may be kept, of all sizes."""
    sizes = {path: path.stat().st_size for path in sorted(folder.iterdir())}
    small = sorted((path for path, size in sizes.items() if size <= _LARGEST), key=lambda path: sizes[path])
    return small[:: max(len(small) // most, 1)]


def _reached(tried: Target, data: bytes) -> frozenset[object]:
    """The steps from one line of ours to the next that an input makes; nothing where it fails."""
    found: set[object] = set()

    def in_frame(frame: FrameType, _event: str, _argument: Any) -> Any:  # noqa: ANN401 - as sys.settrace has it
        name = frame.f_code.co_filename
        if not name.startswith(_SERVER):
            return None
        last = [frame.f_lineno]

        def in_line(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401 - as above
            if event == "line":
                found.add((name, last[0], frame.f_lineno))
                last[0] = frame.f_lineno
            return in_line

        return in_line

    sys.settrace(in_frame)
    try:
        tried.run(data)
    except Exception:
        return frozenset()
    finally:
        sys.settrace(None)
    return frozenset(found)
