"""Hovers: what they say, and that text from files cannot become markdown of ours."""

import pytest
from checking import analysed
from layerwise.explain import hover
from layerwise.history.log import Commit, History
from layerwise.markdown import code, prose
from layerwise.past import Past

_TEXT = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
_FILES = {"requirements.txt": "-r base.txt\n", "base.txt": "flask\n", "app.py": "1"}


def _hover(text: str, mark: str, files: dict[str, str] | None = None, history: History | None = None) -> str:
    return _with(text, mark, Past(history), files)


def _with(text: str, mark: str, past: Past, files: dict[str, str] | None = None) -> str:
    found = hover(analysed(text, _FILES if files is None else files), text.index(mark), past)

    assert found is not None
    return found.markdown


@pytest.mark.parametrize("mark", ["COPY", "RUN"])
def test_finding(mark: str) -> None:
    """On the copy and on the rerun step: the files that are read with the reason, the gain, and the fix."""
    shown = _hover(_TEXT, mark)

    assert "**`pip install -r requirements.txt` reads only**" in shown
    assert "- `base.txt`: " in shown
    assert "Rerun by an edit of 4 files now, of 2 files after the fix." in shown
    assert "Safe fix, with the same image" in shown


def test_folders_for_nothing() -> None:
    """A copy tells the folders that it takes in for nothing, beside the step that it reruns."""
    shown = _hover(
        _TEXT, "COPY", {**_FILES, ".git/HEAD": "", "app/__pycache__/a.pyc": "", "venv/pyvenv.cfg": ""}
    )
    alone = _hover("FROM alpine\nCOPY . /app\n", "COPY", {".git/HEAD": ""})

    assert "**Takes in for nothing**\n- `.git`: the history of the project" in alone
    assert "- `Dockerfile`: a file about the build itself" in alone
    assert "reads only" not in alone
    assert shown.startswith("**`pip install -r requirements.txt` reads only**")
    assert "**Takes in for nothing** `.git`, " in shown
    for one in (shown, alone):
        assert "Fix to review: Create .dockerignore with .git" in one


def test_line_in_the_way() -> None:
    """Where no fix is offered, the line that stands in the way is named."""
    text = _TEXT.replace("RUN pip", "RUN ./prepare.sh\nRUN pip")

    assert "No fix is offered; line 4 stands in the way" in _hover(text, "COPY")


def test_new_file_counts() -> None:
    """The copy's key has one file more when there is one more."""
    assert "of 4 files (" in _hover(_TEXT, "COPY")
    assert "of 5 files (" in _hover(_TEXT, "COPY", {**_FILES, "new.py": ""})


def test_key_of_a_run() -> None:
    """A RUN's key holds the values of the ARGs and ENVs in force, used or not."""
    shown = _hover("FROM debian\nARG A=1\nENV B=2\nRUN echo\n", "RUN")

    assert "No file of the build context reruns it." in shown
    assert "Its key also holds the values of `A`, `B`." in shown


def test_needed_source_is_explained() -> None:
    """An install that needs the source says why."""
    shown = _hover(_TEXT.replace("-r requirements.txt", "."), "RUN", {"pyproject.toml": "", "a.py": ""})

    assert "needs the source" in shown


def test_packages() -> None:
    """A step that takes nothing from the project says so, and how it is put right."""
    shown = _hover("FROM debian:12\nCOPY . /app\nRUN apt-get install -y gcc\n", "RUN")

    assert "**`apt-get install -y gcc` reads only**\n- nothing of what is copied above" in shown
    assert "Safe fix, with the same image: Copy the source after apt-get install -y gcc." in shown


_HISTORY = History(
    (
        Commit("3", frozenset({"app.py"})),
        Commit("2", frozenset({"app.py", "removed.py"})),
        Commit("1", frozenset({"base.txt"})),
        Commit("0", frozenset({"docs/x.md"})),
    ),
    is_whole=False,
)


@pytest.mark.parametrize("mark", ["COPY", "RUN"])
def test_gain(mark: str) -> None:
    """A finding says how often its steps would have rerun in the commits of late, and how often after the fix."""
    shown = _hover(_TEXT, mark, {**_FILES, ".dockerignore": "docs"}, _HISTORY)

    assert (
        "`pip install -r requirements.txt` would have rerun in 3 of the last 4 commits; after the fix in 1."
        in shown
    )


@pytest.mark.parametrize("mark", ["COPY", "RUN"])
def test_a_single_commit(mark: str) -> None:
    """Of one commit nothing is said: "in 1 of 1 commit" would tell nobody how often."""
    single = _HISTORY._replace(commits=_HISTORY.commits[:1])
    shown = _hover(_TEXT, mark, _FILES, single)

    assert "commit" not in shown
    assert shown == _hover(_TEXT, mark, _FILES)


def test_how_often() -> None:
    """A step without a finding says how often it would have rerun; one that depends on outputs says so."""
    text = "FROM a AS b\nCOPY . /x\nRUN make\nFROM c\nCOPY --from=b /out /s\n"
    whole = _HISTORY._replace(is_whole=True)

    assert "It would have rerun in 4 of all 4 commits." in _hover(text, "COPY . ", history=whole)
    assert (
        "It would have rerun in 0 (and in 4 more if an earlier step's output changed) of all 4 commits."
        in _hover(text, "COPY --from", history=whole)
    )


def test_folders_that_change() -> None:
    """A copy names the folders of what it takes that changed in most commits, removed files included."""
    history = History(
        tuple(
            Commit(str(n), frozenset({"src/a.py", "x/b"} if n % 2 else {"src/c.py", "docs/d", "x.py"}))
            for n in range(4)
        ),
        is_whole=True,
    )
    shown = _hover("FROM a\nCOPY . /x\n", "COPY", {**_FILES, ".dockerignore": "docs"}, history)

    assert "Changed most in all 4 commits: `src/` in 4, " in shown
    assert "`x/` in 2" in shown
    assert "docs" not in shown


def test_git_in_the_context() -> None:
    """Where the repository itself is copied, every commit changes the copy, whatever else it changes."""
    git = {**_FILES, ".dockerignore": "docs", ".git/HEAD": "ref"}
    ignored = {**git, ".dockerignore": "docs\n.git\n"}

    assert "It would have rerun in 4 of the last 4 commits." in _hover(
        "FROM a\nCOPY . /x\n", "COPY", git, _HISTORY
    )
    assert "It would have rerun in 3 of the last 4 commits." in _hover(
        "FROM a\nCOPY . /x\n", "COPY", ignored, _HISTORY
    )


def test_two_phases() -> None:
    """An install that needs the source but not for its downloads: what they need, and why to look at the fix."""
    files = {
        "package.json": '{"scripts": {"postinstall": "node x.js"}}',
        "x.js": "",
        "package-lock.json": "{}",
    }
    shown = _hover("FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n", "RUN", files)

    assert "**The downloads of `npm ci` need only**" in shown
    assert "Downloaded again by an edit of 4 files now, of 2 files after the fix." in shown
    assert "Fix to review: Copy package.json, package-lock.json before npm ci --ignore-scripts" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.txt", "`a.txt`"),
        ("`x` [y](command:z)", "`` `x` [y](command:z) ``"),
        ("a``b", "```a``b```"),
        ("a\nb\x1b", "`a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}`"),
    ],
)
def test_code_cannot_end_early(text: str, shown: str) -> None:
    """Inline code is fenced by more back quotes than it holds, and shows no control characters."""
    assert code(text) == shown


def test_prose_is_escaped() -> None:
    """Links, emphasis and HTML of a file's are shown as they are written."""
    assert prose("[a](command:b) *c* <img> `d`") == "\\[a\\]\\(command:b\\) \\*c\\* \\<img\\> \\`d\\`"


def test_times_of_a_log() -> None:
    """Where a build log tells how long the steps take, so do the hovers, and what the fix would have saved."""
    commits = [Commit(str(number), frozenset({"app.py"})) for number in range(30)]
    past = Past(History(tuple(commits), is_whole=True), {(0, 2): 30.0, (0, 0): 0.25}, "build.log")

    shown = _with(_TEXT, "RUN", past)
    assert "That takes 30 s by `build.log`: about 15 min less over these commits." in shown
    assert "It took 0.2 s in `build.log`." in _with(_TEXT, "WORKDIR", past)
    assert "It took 0.2 s in `build.log`." in _with(_TEXT, "WORKDIR", past._replace(history=None))
    assert "takes" not in _with(_TEXT, "RUN", Past(past.history))


def test_several_findings() -> None:
    """Of several findings at a step the one about reruns is told in full, the others in a line each."""
    text = _TEXT.replace("\n", "\nARG GIT_SHA\n", 1) + "RUN echo $GIT_SHA\n"
    copied = _hover(text, "COPY", {**_FILES, ".git/HEAD": "", ".env": "API_TOKEN=9fKq2LmZ7xTw4RvB8cYd3HsJ\n"})
    install = _hover(text, "RUN pip")

    assert copied.startswith("**`pip install -r requirements.txt` reads only**")
    assert "**A layer of the image keeps** `.env`. " in copied
    assert "**Takes in for nothing** `.git`, " in copied
    assert install.startswith("**`pip install -r requirements.txt` reads only**")
    assert "Each new GIT\\_SHA reruns pip install -r requirements.txt. Safe fix: Declare GIT\\_SHA" in install
