"""What single commands read and write: real spellings in a table, near misses, and what nobody can say."""

import pytest
from command_cases import KNOWN, MARKS, UNKNOWN
from hypothesis import given
from hypothesis import strategies as st
from layerwise.cache.commands.arguments import Effects
from layerwise.cache.commands.effects import effects, is_inert, surroundings
from layerwise.cache.commands.files import made_directories
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.commands.python_modules import OWN_MODULES
from layerwise.cache.commands.sed import touches_files
from layerwise.cache.paths import NOTHING, Paths
from layerwise.cache.runs import label
from layerwise.shell.read import read
from layerwise.shell.script import Script
from layerwise.syntax.parse import parse

_ENVIRONMENT: dict[str, str | None] = {"HOME": "/root", "PATH": "/usr/local/bin:/usr/bin:/bin"}
_NOBODY = {**_ENVIRONMENT, "NOBODY": None}


def done(line: str, cwd: str = "/app", environment: dict[str, str | None] | None = None) -> Effects:
    """The effects of all commands of a shell line together."""
    script = _script(line, cwd, environment or _ENVIRONMENT)
    result = Effects()
    for command in script.commands:
        found = effects(command, label(command), script)
        result = Effects(*(one | other for one, other in zip(result, found, strict=True)))
    return result


def _script(line: str, cwd: str = "/app", environment: dict[str, str | None] = _ENVIRONMENT) -> Script:
    instruction = parse(f"FROM image\nRUN {line}\n").stages[0].instructions[-1]
    return read(instruction, cwd=cwd, environment=environment)


def say(paths: Paths) -> str:
    """Paths in one line, as the cases spell them."""
    if paths.unknown is not None:
        return f"? {paths.unknown}"
    whole = SYSTEM_TREES.trees <= paths.trees
    trees = paths.trees - SYSTEM_TREES.trees if whole else paths.trees
    modules = frozenset(f"/app/{name}{end}" for name in OWN_MODULES for end in (".py", "/__init__.py"))
    is_shadowed = modules <= paths.files
    files = paths.files - modules if is_shadowed else paths.files
    named = sorted(files | {f"{tree.rstrip('/')}/**" for tree in trees})
    return " ".join([*(["SYSTEM"] if whole else []), *(["MODULES"] if is_shadowed else []), *named])


@pytest.mark.parametrize(("line", "reads", "writes"), KNOWN)
def test_known(line: str, reads: str, writes: str) -> None:
    """A command reads and writes exactly this, and marks nothing."""
    found = done(line)

    assert (reads, writes) == (say(found.reads), say(found.writes))
    assert found.marks == NOTHING


@pytest.mark.parametrize(("line", "reads", "marks"), MARKS)
def test_marks(line: str, reads: str, marks: str) -> None:
    """A change of mode or owner stands beside the writes."""
    found = done(line)

    assert (reads, marks) == (say(found.reads), say(found.marks))


@pytest.mark.parametrize(("line", "why"), UNKNOWN)
def test_unknown(line: str, why: str) -> None:
    """What nobody can say is unknown, and the reason names the command."""
    found = done(line)

    assert why in (found.reads.unknown, found.writes.unknown)


@pytest.mark.parametrize("line", sorted({line for line, *_ in (*KNOWN, *MARKS, *UNKNOWN)}))
def test_any_word_may_be_unknown(line: str) -> None:
    """A word that only a running build knows is no error, wherever it stands."""
    words = line.split(" ")
    for number in range(len(words)):
        for hidden in ("$NOBODY", f"{words[number]}$NOBODY", "'*'", ""):
            done(" ".join([*words[:number], hidden, *words[number + 1 :]]), environment=_NOBODY)


_PROJECT = (
    "/app/src/main.py",
    "/app/package.json",
    "/app/pyproject.toml",
    "/app/composer.json",
    "/app/Cargo.toml",
)


@pytest.mark.parametrize(
    ("line", "written", "read"),
    [
        ("yarn cache clean", "/root/.cache/yarn/x", "/app/.yarnrc.yml"),
        ("yarn cache clean", "/app/.yarn/cache/x.zip", "/app/.yarn/releases/yarn.cjs"),
        ("yarn config set registry x", "/root/.yarnrc", "/app/.yarnrc"),
        ("pnpm store prune", "/root/.local/share/pnpm/store", "/app/.npmrc"),
        (
            "npx playwright install --with-deps",
            "/root/.cache/ms-playwright/x",
            "/app/node_modules/.bin/playwright",
        ),
        ("curl -o- https://x/nvm-sh/nvm/v0.39.0/install.sh | bash", "/root/.nvm/nvm.sh", "/root/.bashrc"),
        (
            "curl -sSL https://install.python-poetry.org | python3 -",
            "/root/.local/bin/poetry",
            "/root/.profile",
        ),
        (
            "curl -sSL https://install.python-poetry.org | python3.12 -",
            "/root/.local/bin/poetry",
            "/root/.profile",
        ),
        ("wget https://x/get-pip.py && python get-pip.py", "/usr/local/lib/x", "/app/get-pip.py"),
        ("poetry export -o requirements.txt", "/app/requirements.txt", "/app/poetry.lock"),
        ("uv venv", "/app/.venv/bin/python", "/app/pyproject.toml"),
        ("uv venv /opt/venv", "/opt/venv/bin/python", "/app/.python-version"),
        ("uv python install 3.12", "/root/.local/share/uv/python/x", "/app/uv.toml"),
        ("uv tool install ./x", "/root/.local/bin/x", "/app/x/pyproject.toml"),
        ("conda clean -afy", "/opt/conda/pkgs/x", "/root/.condarc"),
        ("conda create -n x --file spec.txt", "/opt/conda/envs/x", "/app/spec.txt"),
        (
            "bash Miniconda3-latest-Linux-x86_64.sh -b -p /opt/c",
            "/opt/c/bin/python",
            "/app/Miniconda3-latest-Linux-x86_64.sh",
        ),
        ("curl https://sh.rustup.rs -sSf | sh -s -- -y", "/root/.cargo/bin/cargo", "/root/.profile"),
        ("curl -LsSf https://astral.sh/uv/install.sh | sh", "/root/.local/bin/uv", "/root/.bashrc"),
        (
            "curl x.sh/getcomposer.org/installer | php -- --install-dir=/usr/bin",
            "/usr/bin/composer.phar",
            "/root/.composer/x",
        ),
        ("cargo install cargo-chef", "/root/.cargo/bin/cargo-chef", "/app/rust-toolchain.toml"),
        ("rustup target add x", "/root/.rustup/x", "/app/rust-toolchain"),
        ("composer clear-cache", "/root/.composer/cache", "/app/composer.json"),
        ("composer self-update", "/usr/local/bin/composer", "/app/composer.lock"),
    ],
)
def test_tools(line: str, written: str, read: str) -> None:
    """A tool writes its own places and reads its settings, but does not write the project."""
    found = done(line)

    assert found.writes.unknown is None
    assert found.reads.unknown is None
    assert found.writes.may_hold(written)
    assert found.reads.may_hold(read)
    assert not any(found.writes.may_hold(path) for path in _PROJECT)


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("cargo init", "/app/src/main.rs"),
        ("cargo new x", "/app/Cargo.toml"),
        ("composer config repositories.x y", "/app/composer.json"),
        ("npm config set x y --location=project", "/app/.npmrc"),
        ("poetry config --local a b", "/app/poetry.toml"),
        ("bundle config set --local a b", "/app/.bundle/config"),
    ],
)
def test_tools_in_place(line: str, written: str) -> None:
    """What changes the project says so."""
    assert done(line).writes.may_hold(written)


@pytest.mark.parametrize(
    ("environment", "line", "written"),
    [
        ({"NVM_DIR": "/opt/n"}, "nvm install 20", "/opt/n/x"),
        ({"GOPATH": "/g"}, "go clean -modcache", "/g/pkg/mod"),
        ({"CARGO_HOME": "/c"}, "cargo install x", "/c/bin/x"),
        ({"PIP_CACHE_DIR": "/p"}, "pip cache purge", "/p/x"),
        ({"GNUPGHOME": "/k"}, "gpg --import a", "/k/pubring"),
        ({"COREPACK_HOME": "/k"}, "corepack enable", "/k/v1"),
        ({"PATH": "/opt/venv/bin:/bin"}, "pip uninstall -y x", "/opt/venv/lib/x"),
    ],
)
def test_directories_by_variable(environment: dict[str, str | None], line: str, written: str) -> None:
    """A tool's own directory is the one that a variable names, and not known where the variable is not."""
    assert done(line, environment={"HOME": "/root", **environment}).writes.may_hold(written)
    variable = next(iter(environment))
    if variable != "PATH":
        found = done(line, environment={"HOME": "/root", variable: None})
        assert found.writes.unknown == f"the directory that ${variable} names is not known"


def test_home_of_the_user_who_works_there() -> None:
    """Where no HOME is known, the one in which the command works counts besides root's."""
    found = done("npm config set a b", cwd="/home/node/app", environment={"PATH": "/bin"})

    assert found.writes.may_hold("/home/node/.npmrc")
    assert found.writes.may_hold("/root/.npmrc")


@pytest.mark.parametrize(
    ("cwd", "homes"),
    [
        ("/home/node", {"/root", "/home/node"}),
        ("/home", {"/root"}),
        ("/srv/app", {"/root"}),
        ("/", {"/root"}),
    ],
)
def test_home_by_directory(cwd: str, homes: set[str]) -> None:
    """Only a directory below /home is taken for the home of someone."""
    found = done("npm config set a b", cwd=cwd, environment={"PATH": "/bin"})

    assert found.writes.files == {f"{home}/.npmrc" for home in homes}


def test_home_where_the_directory_is_not_known() -> None:
    """Root's home counts where nobody knows in which directory a command works."""
    found = done("cd $NOBODY && ssh-add", environment={"PATH": "/bin", "NOBODY": None})

    assert found.writes.trees == {"/root/.ssh", "/etc/ssh"}


def test_base_directories() -> None:
    """A variable moves that part of the home which it stands for, and no other."""
    found = done("pip config set a b", environment={**_ENVIRONMENT, "XDG_CONFIG_HOME": "/x"})

    assert found.writes.may_hold("/x/pip/pip.conf")
    assert not found.writes.may_hold("/x/.pip/pip.conf")


@pytest.mark.parametrize(
    ("environment", "path", "is_read"),
    [
        ({"NETRC": "/x/netrc"}, "/x/netrc", True),
        ({"NETRC": "keys/netrc"}, "/app/keys/netrc", True),
        ({"LD_PRELOAD": "libx.so"}, "/app/libx.so", False),
        ({"PATH": "/bin:/opt/x/bin"}, "/opt/x/bin/y", True),
        ({"PATH": "/bin:/root/.volta/bin"}, "/app/package.json", True),
        ({"PATH": "/bin:/root/bin"}, "/app/package.json", False),
    ],
)
def test_surroundings(environment: dict[str, str | None], path: str, *, is_read: bool) -> None:
    """Any program may read what variables name, and looks for others in the directories of PATH."""
    script = _script("cat /app/x", environment={"HOME": "/root", **environment})

    assert surroundings(script.commands[0]).may_hold(path) is is_read


def test_find_covers_what_it_runs() -> None:
    """The command that `find` runs says nothing by itself, the same one behind `xargs` of unknown names does."""
    assert done("find src -exec chmod +x {} +").marks.unknown is None
    assert done("cat names | xargs chmod +x").writes.unknown == "which files chmod +x is given is not known"


@pytest.mark.parametrize(
    ("line", "is_so"),
    [
        ("echo x", True),
        ("cd sub", True),
        ("echo x > y", False),
        ("> y", False),
        ("echo a *.txt b", False),
        ("cat x", False),
        ("$NOBODY x", False),
    ],
)
def test_inert(line: str, *, is_so: bool) -> None:
    """What prints or changes the shell's state is inert, unless it writes a file or lists a directory."""
    assert is_inert(_script(line, environment=_NOBODY).commands[-1]) is is_so


def test_listing_without_its_script() -> None:
    """Where nobody knows who takes what `ls` prints, all of the directory is read."""
    command = _script("ls").commands[0]

    assert say(effects(command, label(command)).reads) == "/app/**"


def test_moved_home_that_is_not_known() -> None:
    """What keeps files at home is not known where a variable moves a part of it; others do not care."""
    environment = {**_ENVIRONMENT, "XDG_CACHE_HOME": None}

    assert done("pip cache purge", environment=environment).writes.unknown is not None
    assert done("touch x", environment=environment).writes.unknown is None


@pytest.mark.parametrize(
    ("line", "environment", "path", "is_read"),
    [
        ("python -m venv y", {}, "/app/json.py", True),
        ("python -m venv y", {"PYTHONPATH": "/x"}, "/x/json.py", True),
        ("python -I -m venv y", {"PYTHONPATH": "/x"}, "/x/json.py", False),
        ("python -I -m venv y", {}, "/app/json.py", False),
        ("python -P -m venv y", {}, "/app/json.py", False),
        ("python -P -m venv y", {"PYTHONPATH": "/x"}, "/x/json.py", True),
        ("python -P -m venv y", {"PYTHONPATH": "/x:"}, "/app/json.py", True),
        ("python -m venv y", {"PYTHONSAFEPATH": "1"}, "/app/json.py", False),
    ],
)
def test_modules(line: str, environment: dict[str, str | None], path: str, *, is_read: bool) -> None:
    """Python looks for its own modules in its directory and in those of PYTHONPATH, unless it is told not to."""
    assert done(line, environment={**_ENVIRONMENT, **environment}).reads.may_hold(path) is is_read


@pytest.mark.parametrize(
    ("program", "touches"),
    [
        ("", False),
        ("# x", False),
        ("# x\nw out", True),
        ("# x\np", False),
        ("s/a/b/; ", False),
        ("s/a/b", True),
        ("s", True),
        ("1 ", True),
        ("1 !p", False),
        ("$!{N;D}", False),
        (":a;N;ba", False),
        ("5q", False),
        ("l 5", False),
        ("a text", False),
        ("a text\nw out", True),
    ],
)
def test_programs_of_sed(program: str, *, touches: bool) -> None:
    """A program of sed touches files where it reads or writes them by itself, or cannot be read."""
    assert touches_files(program) is touches


def test_directories_of_path() -> None:
    """Programs go to the absolute directories of PATH, packages to the environments that they belong to."""
    environment: dict[str, str | None] = {"HOME": "/root", "PATH": "/opt/n/bin:tools:/opt/x/sbin"}

    assert done("corepack enable", environment=environment).writes.may_hold("/opt/n/bin/pnpm")
    assert not done("corepack enable", environment=environment).writes.may_hold("/app/tools/pnpm")
    assert done("pip uninstall x", environment=environment).writes.may_hold("/opt/n/lib/x")
    assert not done("pip uninstall x", environment=environment).writes.may_hold("/opt/x/lib/x")
    assert done("pip uninstall x", environment={"HOME": "/root"}).writes.unknown is None


@pytest.mark.parametrize(
    ("line", "made"),
    [
        ("mkdir -p a", {"/app/a"}),
        ("install -d a", {"/app/a"}),
        ("install a b", set()),
        ("touch -d today a", set()),
    ],
)
def test_made_directories(line: str, made: set[str]) -> None:
    """What `mkdir` and `install -d` write is a directory afterwards."""
    assert made_directories(_script(line).commands[0], done(line).writes) == made


def test_surroundings_stand_apart() -> None:
    """What any program may read is no part of a command's own reads."""
    assert say(done("cat /app/x").reads) == "/app/x/**"
    assert surroundings(_script("cat /app/x").commands[0]).may_hold("/usr/lib/libc.so")


_WORDS = st.sampled_from(
    [line.split()[n] for line, *_ in (*KNOWN, *MARKS, *UNKNOWN) for n in range(len(line.split()))]
)


@given(st.lists(_WORDS, max_size=8).map(" ".join))
def test_any_words(line: str) -> None:
    """No line crashes, and every path in an answer is absolute."""
    for paths in done(line):
        assert all(path.startswith("/") for path in paths.files | paths.trees)
