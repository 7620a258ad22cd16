"""A typed face of the real builder: build a text, say which steps ran, list the files of the image."""

import base64
import hashlib
import json
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, NamedTuple

_STEP = re.compile(
    r"^#(?P<id>\d+) \[(?:linux/\S+ )?(?:(?P<stage>\S+) )?(?P<number>\d+)/\d+\] (?!LINK )(?P<text>.*)$",
    re.MULTILINE,
)
_MADE_BY_DOCKER = (
    "/dev",
    "/proc",
    "/sys",
    "/.dockerenv",
    "/etc/hosts",
    "/etc/hostname",
    "/etc/mtab",
    "/etc/resolv.conf",
)


class Step(NamedTuple):
    """One numbered step of a build: the instruction on `line` (from 1) of the Dockerfile, in stage `stage`.

    `is_cached` is False where it ran, also where it failed.
    """

    stage: int
    line: int
    text: str
    is_cached: bool


class BuildResult(NamedTuple):
    """What one build did. `image` is None where it failed, `failed` the builder's words then.

    Steps that the builder left out are not listed: stages that the target does not need, what comes after
    a failure, and an instruction that is the same step as one of another stage.
    """

    steps: tuple[Step, ...]
    image: str | None
    failed: str | None

    @property
    def rerun(self) -> frozenset[int]:
        """The lines of the steps that ran."""
        return frozenset(step.line for step in self.steps if not step.is_cached)


class ImageEntry(NamedTuple):
    """One path of an image; `target` for symlinks, `digest` of the content for files."""

    kind: str
    mode: int
    uid: int
    gid: int
    target: str = ""
    digest: str = ""


Difference = Mapping[str, tuple[ImageEntry | None, ImageEntry | None]]


class Builder:
    """A Docker endpoint, used through its command line, one build at a time."""

    def __init__(self, client: str, endpoint: str, *, groups_steps: bool = False) -> None:
        """`groups_steps`: the client tells of a COPY --link and of its placing as one, but in its raw log."""
        self._progress = "rawjson" if groups_steps else "plain"
        self.endpoint = endpoint
        self.client = client
        self.environment = {**os.environ, "DOCKER_HOST": endpoint, "DOCKER_BUILDKIT": "1"}
        self.environment.pop("DOCKER_CONTEXT", None)

    def build(
        self,
        directory: Path,
        dockerfile: str,
        *,
        target: str | None = None,
        arguments: Mapping[str, str] | None = None,
        is_inside: bool = False,
    ) -> BuildResult:
        """Build a directory with a Dockerfile that lies outside it, or is the one in it."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "Dockerfile").write_text(_without_syntax_line(dockerfile), encoding="utf-8")
            used = directory / "Dockerfile" if is_inside else Path(folder) / "Dockerfile"
            options = [f"--progress={self._progress}", "--file", str(used), "--iidfile", f"{folder}/id"]
            options += ["--target", target] if target else []
            for name, value in (arguments or {}).items():
                options += ["--build-arg", f"{name}={value}"]
            done = self._run("build", *options, str(directory), is_checked=False)
            log = done.stderr.decode(errors="replace")
            log = _plain(log) if self._progress == "rawjson" else log
            image = None if done.returncode else (Path(folder) / "id").read_text(encoding="utf-8").strip()
        return BuildResult(_steps(dockerfile, log), image, log[-1500:] if done.returncode else None)

    def files(self, image: str) -> Mapping[str, ImageEntry]:
        """Every path of an image, leaving out what the daemon itself puts into each container."""
        container = self._run("create", image, "nothing").stdout.decode().strip()
        try:
            with tempfile.TemporaryFile() as export:
                export.write(self._run("export", container).stdout)
                export.seek(0)
                return _entries(export)
        finally:
            self._run("rm", container)

    def settings(self, image: str) -> tuple[frozenset[str], Mapping[str, str]]:
        """The environment and the labels with which an image is run."""
        told = self._run("image", "inspect", "--format", "{{json .Config}}", image).stdout
        config = json.loads(told)
        return frozenset(config["Env"] or ()), config["Labels"] or {}

    def import_base(self, name: str, tar: bytes, changes: Iterable[str] = ()) -> None:
        """Make an image of a tar file; `changes` are Dockerfile lines such as `ENV PATH=/bin`."""
        options = [word for change in changes for word in ("--change", change)]
        self._run("import", *options, "-", name, content=tar)

    def _run(
        self, *words: str, content: bytes | None = None, is_checked: bool = True
    ) -> "subprocess.CompletedProcess[bytes]":
        done = subprocess.run(
            [self.client, *words], input=content, capture_output=True, check=False, env=self.environment
        )
        if is_checked and done.returncode:
            raise RuntimeError(f"docker {words[0]}: {done.stderr.decode(errors='replace')}")
        return done


def differences(one: Mapping[str, ImageEntry], other: Mapping[str, ImageEntry]) -> Difference:
    """The paths that are not the same in both images, with what stands there."""
    paths = sorted(one.keys() | other.keys())
    return {path: (one.get(path), other.get(path)) for path in paths if one.get(path) != other.get(path)}


class _Instruction(NamedTuple):
    keyword: str
    line: int
    rest: str


def _plain(log: str) -> str:
    """A raw log as a plain one: each vertex under its own name, and whether it was cached."""
    numbers: dict[str, int] = {}
    lines = []
    for line in log.splitlines():
        told = json.loads(line) if line.startswith("{") else None
        if told is None:
            lines.append(line)
            continue
        for vertex in told.get("vertexes", ()):
            number = numbers.setdefault(vertex["digest"], len(numbers) + 1)
            if vertex.get("completed"):
                lines += [f"#{number} {vertex['name']}"]
                lines += [f"#{number} CACHED"] if vertex.get("cached") else []
                lines += [f"#{number} ERROR: {vertex['error']}"] if vertex.get("error") else []
        lines += [base64.b64decode(entry["data"]).decode(errors="replace") for entry in told.get("logs", ())]
    return "\n".join(lines)


def _without_syntax_line(dockerfile: str) -> str:
    """The text with a `# syntax=` line emptied: it names an image that an offline builder cannot fetch."""
    return re.sub(r"\A#[ \t]*syntax[ \t]*=.*", "#", dockerfile)


def _steps(dockerfile: str, log: str) -> tuple[Step, ...]:
    """The steps named in the builder's log, each with the instruction that it is."""
    cached = set(re.findall(r"^#(\d+) CACHED", log, re.MULTILINE))
    stages = _stages(dockerfile)
    names = {_stage_name(stage, index): index for index, stage in enumerate(stages)}
    found: dict[tuple[int, int], Step] = {}
    for match in _STEP.finditer(log):
        stage = names[match["stage"]] if match["stage"] else 0
        instruction = _numbered(stages[stage], names, stages)[int(match["number"])]
        if instruction is None:  # a trigger of the stage that this one is built from
            continue
        assert instruction.keyword == match["text"].split()[0].upper(), f"{match[0]} is not {instruction}"
        if instruction.keyword != "FROM":  # CACHED on a FROM means nothing
            found[stage, instruction.line] = Step(
                stage, instruction.line, match["text"], match["id"] in cached
            )
    return tuple(step for _, step in sorted(found.items()))


def _stages(dockerfile: str) -> list[list[_Instruction]]:
    """The instructions of each stage, from its FROM on. No heredocs: the packaged builder has none."""
    stages: list[list[_Instruction]] = []
    lines = iter(enumerate(dockerfile.splitlines(), 1))
    for number, text in lines:
        words = text.strip()
        if not words or words.startswith("#"):
            continue
        while words.endswith("\\"):
            _, following = next(lines)
            words = words[:-1] + ("\\" if following.strip().startswith("#") else following.strip())
        keyword, _, rest = words.partition(" ")
        instruction = _Instruction(keyword.upper(), number, rest.strip())
        if instruction.keyword == "FROM":
            stages.append([])
        if stages:
            stages[-1].append(instruction)
    return stages


def _stage_name(stage: list[_Instruction], index: int) -> str:
    words = stage[0].rest.split()
    is_named = len(words) > 2 and words[-2].upper() == "AS"
    return words[-1].lower() if is_named else f"stage-{index}"


def _numbered(
    stage: list[_Instruction], names: Mapping[str, int], stages: list[list[_Instruction]]
) -> dict[int, _Instruction | None]:
    """The instructions that the builder numbers: a FROM only of an image, no WORKDIR of the root; None for triggers."""
    base = stage[0].rest.split()[0].lower()
    counted: list[_Instruction | None] = [] if base in names or base == "scratch" else [stage[0]]
    triggers = [i.rest for i in stages[names[base]] if i.keyword == "ONBUILD"] if base in names else []
    counted += [None for text in triggers if text.split()[0].upper() in {"RUN", "COPY", "ADD", "WORKDIR"}]
    counted += [
        i for i in stage if i.keyword in {"RUN", "COPY", "ADD"} or (i.keyword == "WORKDIR" and i.rest != "/")
    ]
    return dict(enumerate(counted, 1))


def _entries(export: IO[bytes]) -> dict[str, ImageEntry]:
    entries = {}
    with tarfile.open(fileobj=export) as archive:
        for info in archive:
            path = f"/{info.name}".rstrip("/")
            if path and not path.startswith(_MADE_BY_DOCKER):
                entries[path] = _entry(archive, info)
    return entries


def _entry(archive: tarfile.TarFile, info: tarfile.TarInfo) -> ImageEntry:
    mode = info.mode & 0o7777
    if info.issym():
        return ImageEntry("symlink", mode, info.uid, info.gid, target=info.linkname)
    if info.isfile() or info.islnk():
        content = archive.extractfile(info)
        assert content is not None, "files have content"
        return ImageEntry("file", mode, info.uid, info.gid, digest=hashlib.sha256(content.read()).hexdigest())
    return ImageEntry("directory" if info.isdir() else "other", mode, info.uid, info.gid)
