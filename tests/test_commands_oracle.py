"""The model of commands against real ones, run in a scratch folder and watched by strace."""

import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_tools import LOOKED_FOR, PROJECT, TOOLS
from installers.places import BUILD
from layerwise.cache.commands.effects import effects
from layerwise.cache.paths import NOTHING, Paths, parents
from layerwise.cache.runs import label
from layerwise.context.paths import is_within
from layerwise.shell.read import read
from layerwise.syntax.parse import parse

_STRACE = shutil.which("strace")
_BUSYBOX = shutil.which("busybox")

pytestmark = pytest.mark.skipif(_STRACE is None, reason="strace is not installed")

# Package managers that the set-up of the real installers brings, and where it puts them.
_SET_UP = frozenset({"pnpm", "poetry", "uv", "yarn"})
_PLACES = (BUILD / "node_modules" / ".bin", BUILD / "python" / "bin")

_LINES = r"""
mkdir -p x/y/z /ROOT/out/deep
mkdir -m 700 private
touch a new
touch -r a stamp
truncate -s 0 a
echo x > new
: > sub/b
printf x | tee -a a > /dev/null
cat a b | sort > sorted
rm -f a missing
rm -rf sub
rm -rf ./*
rmdir -p empty
unlink a
chmod +x run.sh
chmod -R 700 sub
chmod u=rwX,go=rX -R sub
chmod +x *.sh
chown -R 1:1 sub
chown -h 1 link
chgrp -R 1 .
cp a new
cp a b sub
cp -r sub new
cp -r sub empty
cp -r sub/ empty/
cp -a sub/. empty
cp *.txt empty/
cp -t empty a b
cp -L link new
mv a new
mv a b sub/
mv sub renamed
mv -t empty a b
ln -s /data new
ln -sf a b
ln -s a sub/
ln -s ../a sub/new
ln -sfn sub link
ln a hard
ln -s /ROOT/app/a
install -d made/deep other
install -m 755 a b empty
install -D a made/deep/new
install -t empty a
dd if=a of=new
dd if=/dev/zero of=new bs=1 count=3
sed -i 's/x/y/' a
sed -i 's/\r$//' run.sh
sed -i.bak 's/x/y/' a b
sed -i -e 's/x/y/' -e '/z/d' a
sed 's/a/b/' a > new
sed -i '1i new' a
grep -r x sub
grep -q x a
awk -F: '$1 > 0 {print}' a
head -n 1 a
cut -d: -f1 a
sort -u a -o b
uniq a new
ls > list
test -f a
find . -name '*.txt' -delete
find . -name '*.sh' -exec chmod +x {} \;
find sub -type f -exec sed -i 's/x/y/' {} +
find . -name '*.txt' -exec cp {} /ROOT/out/ \;
find sub -type f | xargs chmod 600
find sub -type f | xargs -I {} mv {} /ROOT/out/
tar czf new.tgz sub a
tar xzf pack.tgz
tar xf pack.tgz -C sub
tar tzf pack.tgz
tar cf - sub | tar xf - -C empty
gzip a
gzip -c a > new.gz
gunzip zipped.gz
gunzip -c zipped.gz > new
xz a
bzip2 a
realpath a
sha256sum a > sums
diff a b
stat a
date -r a
env A=b touch new
sh -c 'touch new; rm b'
cp a b && rm a
patch -p0 < fix.patch
shred -u a
mkfifo new
""".strip().splitlines()

# Nobody takes what these print: the model leaves out what they look at.
_LISTINGS = ("ls", "ls -la sub", "ls *.txt", "find . -type d", "du -s sub", "readlink -f link")

# Names that a tool makes for a moment and moves into place.
_PASSING = re.compile(r"(?:sed|Cu|st|in)\w{6}|0+|\w+\.\w{6}|\w+\.txt\.\w+|(?:p|fix)\w+\.(?:orig|rej)")
_CALL = re.compile(r'(\d+) +(\w+)\((?:AT_FDCWD, )?"((?:[^"\\]|\\.)*)"')
_CALLS = "trace=%file,fchdir"
_MOVE = re.compile(r"(\d+) +fchdir\(")
_LINK = re.compile(r'\d+ +symlink(?:at)?\(.*"((?:[^"\\]|\\.)*)"\)')


@pytest.fixture(params=["coreutils", "busybox"])
def tools(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The PATH on which the commands are found."""
    if request.param == "coreutils":
        return "/usr/bin:/bin"
    if _BUSYBOX is None:
        pytest.skip("busybox is not installed")
    folder = tmp_path_factory.mktemp("busybox")
    subprocess.run([_BUSYBOX, "--install", "-s", str(folder)], check=True)
    return str(folder)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small project, and a folder beside it."""
    app = tmp_path / "app"
    for folder in ("sub/deep", "empty"):
        (app / folder).mkdir(parents=True)
    (tmp_path / "out").mkdir()
    for name in ("a", "b", "one.txt", "two.txt", "sub/c", "sub/deep/d.txt", ".env.example", ".env", "zipped"):
        (app / name).write_text("x\ny\n")
    (app / "run.sh").write_text("#!/bin/sh\r\n")
    (app / "link").symlink_to("a")
    (app / "fix.patch").write_text("--- a\n+++ a\n@@ -1,2 +1,2 @@\n-x\n+z\n y\n")
    subprocess.run(["gzip", "zipped"], cwd=app, check=True)
    subprocess.run(["tar", "czf", "pack.tgz", "one.txt", "sub"], cwd=app, check=True)
    return tmp_path


def _modelled(line: str, root: Path) -> tuple[Paths, Paths]:
    """What the model says of a line: reads, and writes with marks."""
    instruction = parse(f"FROM image\nRUN {line}\n").stages[0].instructions[-1]
    script = read(instruction, cwd=f"{root}/app", environment={"HOME": f"{root}/home", "PATH": "/bin"})
    reads, writes = NOTHING, NOTHING
    for command in script.commands:
        found = effects(command, label(command), script)
        reads, writes = reads | found.reads, writes | found.writes | found.marks
    return reads, writes


def _state(root: Path) -> dict[str, tuple[object, ...]]:
    """Everything that a change of a file shows in; of directories only what is theirs."""
    found = {}
    for path in root.rglob("*"):
        status = path.lstat()
        own: tuple[object, ...] = (status.st_mode, status.st_uid, status.st_gid)
        if not path.is_dir() or path.is_symlink():
            own += (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        found[str(path)] = own
    return found


def _looked_up(trace: Path, root: Path) -> Iterator[tuple[str, str]]:
    """The paths of the project that the commands named to the system, with the calls."""
    places: dict[str, str | None] = {}
    for line in trace.read_text(errors="replace").splitlines():
        found = _CALL.match(line)
        if moved := _MOVE.match(line):
            places[moved[1]] = None  # to a directory that was opened before
        if not found:
            continue
        process, call, named = found.groups()
        link = _LINK.match(line)
        place = places.get(process, f"{root}/app")
        named = link[1] if link else named
        if place is None and not named.startswith("/"):
            continue
        path = posixpath.normpath(posixpath.join(place or "/", named))
        if call == "chdir":
            places[process] = path
        elif call != "execve" and is_within(path, str(root)):
            yield call, path


def _run(line: str, root: Path, tools: str, trace: Path) -> None:
    """Run a line in the project's folder; that some fail there is part of the test."""
    assert _STRACE is not None, "the mark has looked"
    subprocess.run(
        [_STRACE, "-f", "-qq", "--seccomp-bpf", "-e", _CALLS, "-o", str(trace), "/bin/sh", "-c", line],
        cwd=root / "app",
        env={"PATH": tools, "HOME": f"{root}/home", "LC_ALL": "C", "TMPDIR": str(trace.parent)},
        check=False,
        capture_output=True,
        timeout=60,
    )


@pytest.mark.parametrize("line", [*_LINES, *_LISTINGS])
def test_command(line: str, root: Path, tools: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Every file that is really changed lies in the model's writes, every one looked at in its reads or writes."""
    trace = tmp_path_factory.mktemp("trace") / "calls"

    wrong, strange = _compared(line, root, tools, trace)

    assert wrong == set()
    assert line in _LISTINGS or strange == set()


def _tool(line: str) -> str:
    """The program that a line starts."""
    return next(word for word in line.split() if "=" not in word)


@pytest.mark.parametrize(
    "line",
    [pytest.param(line, marks=[pytest.mark.installers] if _tool(line) in _SET_UP else []) for line in TOOLS],
)
def test_tool(line: str, root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The same for tools that have settings in a project, in the home directory, or above."""
    tool = _tool(line)
    own = _PLACES if tool in _SET_UP else (Path(sys.executable).parent,)
    path = ":".join((*map(str, own), "/usr/local/bin:/usr/sbin:/usr/bin:/bin"))
    if shutil.which(tool, path=path) is None:
        pytest.skip(f"{tool} is not installed")
    for folder in (root, root / "app"):
        for name, text in PROJECT.items():
            (folder / name).write_text(text)
    (root / "home").mkdir()
    subprocess.run(["tar", "cf", "pack.zip", "a"], cwd=root / "app", check=True)

    wrong, strange = _compared(line, root, path, tmp_path_factory.mktemp("trace") / "calls")

    assert {path for path in wrong if not _is_looked_for(path, root)} == set()
    assert {path for path in strange if not _is_looked_for(path, root)} == set()


def _is_looked_for(path: str, root: Path) -> bool:
    """Whether a name on the way to the path is one that tools look for in passing."""
    return any(re.fullmatch(LOOKED_FOR, name) for name in Path(path).relative_to(root).parts)


def _compared(line: str, root: Path, tools: str, trace: Path) -> tuple[set[str], set[str]]:
    """The paths that a line has changed, and those that it has looked at, of which the model says nothing."""
    spelled = line.replace("/ROOT", str(root)).replace("ROOT", str(root))
    reads, writes = _modelled(spelled, root)
    assert reads.unknown is None
    assert writes.unknown is None
    before = _state(root)

    _run(spelled, root, tools, trace)

    after = _state(root)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    named = writes.files | writes.trees
    on_the_way = {above for path in named for above in parents(path) if above not in before}
    known = reads | writes
    above = {one for path in known.files | known.trees for one in parents(path)}
    above |= {str(root), f"{root}/app", f"{root}/home"}
    strange = {path for _, path in _looked_up(trace, root) if not known.may_hold(path)} - above
    wrong = {path for path in changed if not writes.may_hold(path)} - on_the_way
    return wrong, {path for path in strange if not _is_passing(path, known)}


def _is_passing(path: str, known: Paths) -> bool:
    """Whether it is a name of a moment: busybox adds six letters to the file's own."""
    return _PASSING.fullmatch(Path(path).name) is not None or known.may_hold(path[:-6])
