"""The front door: several builds, settings, pragmas, and contexts that cannot be read."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from layerwise.analysis import Analysis, analyse
from layerwise.builds.build import Build
from layerwise.context.context import BuildContext
from layerwise.context.memory import MemoryTree
from layerwise.findings.finding import Safety, Severity
from layerwise.fixes import ignore_here, ignore_in_file
from layerwise.settings import Settings
from layerwise.text import apply
from layerwise.unknown import Unknown

_TEXT = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\n"
_PLAIN = {"requirements.txt": "flask\n", "app.py": ""}
_NESTED = {"requirements.txt": "-r base.txt\n", "base.txt": "flask\n", "app.py": ""}
_NODE = {
    "package.json": '{"name": "a"}',
    "package-lock.json": '{"name": "a", "lockfileVersion": 3, "packages": {"": {"name": "a"}}}',
}
_CODE = "source-before-install"


def _build(files: Mapping[str, str] | None, target: str | None = None) -> Build:
    context = Unknown("it is elsewhere") if files is None else BuildContext(MemoryTree(files))
    return Build(context=context, label="x", origin="a test", target=target)


def _analyse(text: str, *builds: Build, settings: Settings | None = None) -> Analysis:
    return analyse(text, builds, settings or Settings())


def _fixed(analysis: Analysis) -> str:
    return apply(analysis.document.text, analysis.findings[0].fixes[0].edits)


def test_fix_that_is_right_in_all_builds_is_safe() -> None:
    """Two contexts with the same manifests: one finding, one safe fix."""
    found = _analyse(_TEXT, _build(_PLAIN), _build({**_PLAIN, "other.py": ""})).findings

    assert [[fix.safety for fix in finding.fixes[:1]] for finding in found] == [[Safety.SAFE]]


def test_fix_that_breaks_another_build_is_refused() -> None:
    """The requirements of the second context include a file that the first does not have."""
    found = _analyse(_TEXT, _build(_PLAIN), _build(_NESTED)).findings

    assert [finding.fixes for finding in found] == [()]
    assert found[0].refusal is not None


def test_fix_that_names_what_another_build_lacks_is_refused() -> None:
    """The settings of npm are in the first context only: a copy that names them fails in the second."""
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"
    first = _build({**_NODE, ".npmrc": "fund=false\n", "app.js": ""})
    found = _analyse(text, first, _build({**_NODE, "app.js": ""})).findings

    assert [finding.fixes for finding in found] == [()]
    assert found[0].refusal is not None
    assert found[0].refusal.note == ".npmrc is not in the build context of a test"


def test_finding_that_is_true_in_one_build_is_shown() -> None:
    """In the first context the copy brings the manifest alone, in the second it does not."""
    found = _analyse(_TEXT, _build({"requirements.txt": ""}), _build(_PLAIN)).findings

    assert [finding.rule for finding in found] == [_CODE]


def test_stage_that_is_a_target_is_seen() -> None:
    """A stage that a build ends at must not lose its files: only the fix that leaves it alone is offered."""
    text = _TEXT.replace("FROM python:3.13", "FROM python:3.13 AS base").replace("RUN", "FROM base\nRUN")
    seldom = _analyse(text, _build(_PLAIN)).findings[0].fixes
    seen = _analyse(text, _build(_PLAIN), _build(_PLAIN, "base")).findings[0].fixes

    assert [fix.safety for fix in seldom] == [Safety.SAFE, Safety.REVIEW, Safety.REVIEW]
    assert [fix.safety for fix in seen] == [Safety.SAFE]


def test_stage_that_is_a_target_by_its_number() -> None:
    """The number would be another stage's if one were added above it, so that there is no fix."""
    text = _TEXT.replace("FROM python:3.13", "FROM python:3.13 AS base").replace("RUN", "FROM base\nRUN")

    found = _analyse(text, _build(_PLAIN, "0")).findings[0]

    assert found.fixes == ()
    assert found.refusal is not None
    assert found.refusal.note == "the stage base, which is built by itself, would end without COPY . ."


def test_guess_without_the_lockfile() -> None:
    """`npm ci` tells a workspace's root from its member, so that the member is left out; named, it stays."""
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm ci\n"
    lock = '{"lockfileVersion": 3, "packages": {"": {}}}'
    member = _build({"package.json": "{}", "a.js": ""})
    root = _build({"package.json": "{}", "package-lock.json": lock, "a.js": ""})
    guesses = [replace(build, is_guess=True) for build in (root, member)]

    assert _analyse(text, *guesses).builds == (guesses[0],)
    assert _analyse(text, root, member).builds == (root, member)
    assert _analyse(text, guesses[1]).builds == (guesses[1],)
    assert _analyse(text.replace("npm ci", "npm install"), *guesses).builds == tuple(guesses)


def test_tool_that_one_guess_asks_for() -> None:
    """The root may ask for a version of pnpm where the member does not: with both guessed, nobody can say."""
    text = "FROM node:22\nWORKDIR /app\nCOPY . .\nRUN pnpm add -g turbo\n"
    member = _build({"package.json": "{}", "a.js": ""})
    root = _build({"package.json": '{"packageManager": "pnpm@10.28.0"}', "pnpm-lock.yaml": "", "a.js": ""})
    guesses = [replace(build, is_guess=True) for build in (root, member)]

    assert not _analyse(text, *guesses).findings
    assert [finding.rule for finding in _analyse(text, member).findings] == ["source-before-packages"]
    assert [finding.rule for finding in _analyse(text, root, member).findings] == ["source-before-packages"]


def test_doubtful_guess() -> None:
    """Where the files that are copied lie elsewhere, so may the rest, and the fix is for review."""
    build = replace(_build(_PLAIN), doubt="it may be elsewhere")
    fix = _analyse(_TEXT, build).findings[0].fixes[0]

    assert (fix.safety, fix.reason) == (Safety.REVIEW, "it may be elsewhere")


def test_context_that_cannot_be_read() -> None:
    """The usual names are assumed, and the fix is for review."""
    analysis = _analyse(_TEXT.replace("pip install -r requirements.txt", "npm ci"), _build(None))

    assert [fix.safety for fix in analysis.findings[0].fixes] == [Safety.REVIEW]
    assert "COPY package.json npm-shrinkwrap.json* package-lock.json* ./\nRUN npm ci\nCOPY . .\n" in _fixed(
        analysis
    )


def test_only_what_installs_read_is_presumed() -> None:
    """Of a context that nobody can read, a file that another command would look at may be missing."""
    text = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pipx install awscli && pip install -r requirements.txt\n"
    analysis = _analyse(text, _build(None))

    assert "\nCOPY requirements.txt ./\nRUN" in _fixed(analysis)


@pytest.mark.parametrize(("between", "is_offered"), [("", True), ("ENV A=b\n", False)])
def test_owner_that_only_the_environment_knows(between: str, is_offered: bool) -> None:
    """A build argument without a value that we see stays in the moved copy, as long as nothing is set in between."""
    text = f"FROM node:22\nARG UID\nWORKDIR /app\nCOPY --chown=$UID . .\n{between}RUN npm ci\n"
    build = replace(_build({**_NODE, "a.js": ""}), arguments={"UID": None})
    found = _analyse(text, build).findings

    assert [bool(finding.fixes) for finding in found] == [is_offered]


def test_other_context_is_not_looked_at() -> None:
    """What comes from an additional build context is nobody's edit here."""
    text = "FROM node:22\nWORKDIR /app\nCOPY --from=site . .\nRUN npm ci\n"
    context = BuildContext(MemoryTree({**_NODE, "a.js": ""}))

    assert _analyse(text, replace(_build(_PLAIN), contexts={"site": context})).findings == ()


@pytest.mark.parametrize(
    ("lines", "files", "edited"),
    [
        ("COPY . .", {"src/index.js": ""}, "Editing src/index.js"),
        ("COPY . .", {"README.md": "", "src/index.js": ""}, "Editing src/index.js"),
        ("COPY . .", {"README.md": ""}, "Editing README.md"),
        (
            "COPY web .",
            {f"web/{name}": text for name, text in {**_NODE, "a.js": ""}.items()},
            "Editing web/a.js",
        ),
        ("COPY --from=all /all .", {"a.js": ""}, "Each change of /app/a.js"),
        ("COPY package.json package-lock.json a.js ./", {"a.js": ""}, "Editing a.js"),
    ],
)
def test_message_names_a_file_that_is_edited_every_day(
    lines: str, files: dict[str, str], edited: str
) -> None:
    """The example is a file that the install does not read, by its path in the build context."""
    text = f"FROM alpine AS all\nCOPY . /all\nFROM node:22\nWORKDIR /app\n{lines}\nRUN npm ci\n"
    found = _analyse(text, _build({**_NODE, **files})).findings

    assert [finding.message for finding in found] == [f"{edited} reruns npm ci"]


def test_message_where_each_install_needs_what_the_other_does_not() -> None:
    """No file of the copy is needed by none of the installs."""
    text = (
        "FROM node:22 AS base\nWORKDIR /app\nCOPY requirements.txt package.json package-lock.json ./\n"
        "FROM base AS web\nRUN npm ci\nFROM base\nRUN pip install -r requirements.txt\n"
    )
    found = _analyse(text, _build({**_NODE, **_PLAIN})).findings

    assert [finding.message for finding in found] == ["Editing a file reruns npm ci and 1 more"]


def test_message_about_what_another_stage_makes() -> None:
    """Nobody edits what another stage makes; what the steps above read is no example of what is not read."""
    text = "FROM node:22 AS made\nCOPY . /src\nFROM node:22\nCOPY --from=made /src/out /out\nRUN npm i -g serve\n"
    above = "FROM node:22\nCOPY . .\nRUN npm ci\nRUN make\nRUN npm i -g serve\n"

    found = _analyse(text, _build({"out/app": ""})).findings
    other = _analyse(above, _build({"package.json": "{}", "package-lock.json": "{}", "app.js": ""})).findings

    assert [one.message for one in found] == ["Each change of /out/app reruns npm i -g serve"]
    assert "Editing app.js reruns npm i -g serve" in [one.message for one in other]


def test_last_line_without_end() -> None:
    """The restored copy gets a line of its own, and the file still has no line end."""
    assert _fixed(_analyse(_TEXT.rstrip(), _build(_PLAIN))).endswith("requirements.txt\nCOPY . .")


def test_severity_is_the_users() -> None:
    """A severity set for the rule replaces its own."""
    settings = Settings(severity={_CODE: Severity.ERROR})

    assert _analyse(_TEXT, _build(_PLAIN), settings=settings).findings[0].severity is Severity.ERROR


def test_rule_can_be_left_out() -> None:
    """A rule named in `ignore` says nothing."""
    assert _analyse(_TEXT, _build(_PLAIN), settings=Settings(ignore=frozenset({_CODE}))).findings == ()


@pytest.mark.parametrize(
    ("pragma", "is_silent"),
    [
        ("# layerwise: ignore=source-before-install", True),
        ("# layerwise: ignore=another,source-before-install reason=so", True),
        ("# layerwise: ignore-file=source-before-install", True),
        ("# layerwise: ignore", True),
        ("# hadolint ignore=DL3000,source-before-install", True),
        ("# hadolint ignore=DL3000", False),
        ("# hadolint ignore=", False),
        ("# hadolint ignore=source-before-install\n", False),
        ("# hadolint global ignore=source-before-install\n", True),
        ("# check=skip=source-before-install", False),
        ("# layerwise: ignore=another", False),
        ("# layerwise: ignore=source-before-install\n", False),
        ("# something else", False),
    ],
)
def test_pragmas(pragma: str, is_silent: bool) -> None:
    """A pragma right above the copy, or one for the file, silences the rules that it names."""
    text = _TEXT.replace("COPY", f"{pragma}\nCOPY")

    found = _analyse(text, _build(_PLAIN)).findings

    assert all(finding.rule != _CODE for finding in found) is is_silent


@pytest.mark.parametrize(
    ("directive", "is_silent"),
    [
        ("# check=skip=source-before-install", True),
        ("#check = skip = JSONArgsRecommended , source-before-install ; error=true", True),
        ("# check=error=true;skip=source-before-install", True),
        ("# check=skip=all", True),
        ("# syntax=docker/dockerfile:1\n# check=skip=all", True),
        ("# check=skip=JSONArgsRecommended;error=true", False),
        ("# check=error=true", False),
        ("# check=skip=", False),
        ("# not a directive\n# check=skip=source-before-install", False),
    ],
)
def test_skipped_checks(directive: str, is_silent: bool) -> None:
    """The directive about the builder's own checks silences rules in the whole file."""
    found = _analyse(f"{directive}\n{_TEXT}", _build(_PLAIN)).findings

    assert (found == ()) is is_silent


def test_pragma_inside_an_instruction() -> None:
    """A comment between the lines of an instruction speaks for it."""
    text = _TEXT.replace("COPY . .", f"COPY . \\\n  # layerwise: ignore={_CODE}\n  .")

    assert _analyse(text, _build(_PLAIN)).findings == ()


@pytest.mark.parametrize(
    ("settings", "context", "is_told"),
    [
        (Settings(), _PLAIN, True),
        (Settings(ignore=frozenset({"source-before-packages"})), _PLAIN, True),
        (Settings(ignore=frozenset({_CODE})), _PLAIN, False),
        (Settings(ignore=frozenset({"unused-pragma"})), _PLAIN, False),
        (Settings(), None, False),
    ],
)
def test_unused_pragma_where_silence_means_nothing(
    settings: Settings, context: Mapping[str, str] | None, is_told: bool
) -> None:
    """A rule that is switched off, or that knows no context, finds nothing whatever the comment is good for."""
    text = f"FROM python:3.13\n# layerwise: ignore={_CODE}\nCOPY . .\n"
    found = _analyse(text, _build(context), settings=settings).findings

    assert [finding.rule for finding in found] == ["unused-pragma"] * is_told


@pytest.mark.parametrize("code", ["souce-before-install", "another"])
def test_unknown_codes_are_told_whatever_is_known(code: str) -> None:
    """That there is no such rule needs no context."""
    text = f"FROM python:3.13\n# layerwise: ignore={code}\nCOPY . .\n"

    assert [finding.rule for finding in _analyse(text, _build(None)).findings] == ["unused-pragma"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("COPY . .", "# layerwise: ignore={}\nCOPY . ."),
        ("# layerwise: ignore=a\nCOPY . .", "# layerwise: ignore=a,{}\nCOPY . ."),
        ("# layerwise: ignore=a reason=b\n# c\nCOPY . .", "# layerwise: ignore=a,{} reason=b\n# c\nCOPY . ."),
        ("COPY . \\\n# layerwise: ignore=a\n .", "COPY . \\\n# layerwise: ignore=a,{}\n ."),
        ("# layerwise: ignore=a\n\nCOPY . .", "# layerwise: ignore=a\n\n# layerwise: ignore={}\nCOPY . ."),
        ("# hadolint ignore=a\nCOPY . .", "# hadolint ignore=a\n# layerwise: ignore={}\nCOPY . ."),
        (
            "# layerwise: ignore-file=a\nCOPY . .",
            "# layerwise: ignore-file=a\n# layerwise: ignore={}\nCOPY . .",
        ),
    ],
)
def test_ignoring_here(before: str, after: str) -> None:
    """The comment that silences a finding is the one that stands there, or a new line."""
    analysis = _analyse(_TEXT.replace("COPY . .", before), _build(_PLAIN))
    finding = next(one for one in analysis.findings if one.rule == _CODE)
    edit = ignore_here(analysis.document, finding)

    assert edit is not None
    assert apply(analysis.document.text, [edit]) == _TEXT.replace("COPY . .", after.format(_CODE))


@pytest.mark.parametrize(
    ("head", "after"),
    [
        ("", "# layerwise: ignore-file={}\n"),
        ("# layerwise: ignore-file=a\n", "# layerwise: ignore-file=a,{}\n"),
        ("# check=skip=a\n", "# check=skip=a\n# layerwise: ignore-file={}\n"),
    ],
)
def test_ignoring_in_the_file(head: str, after: str) -> None:
    """As above, for the whole file."""
    analysis = _analyse(head + _TEXT, _build(_PLAIN))
    finding = next(one for one in analysis.findings if one.rule == _CODE)
    edit = ignore_in_file(analysis.document, finding)

    assert apply(analysis.document.text, [edit]) == after.format(_CODE) + _TEXT


def test_ignoring_what_stands_in_no_instruction() -> None:
    """A finding about a comment is not silenced by another comment above it."""
    analysis = _analyse(f"# layerwise: ignore-file={_CODE}\nFROM a\n", _build(_PLAIN))

    assert ignore_here(analysis.document, analysis.findings[0]) is None


@pytest.mark.parametrize(
    "text", ["", "FROM", "COPY . .", "RUN npm ci", "FROM a\nCOPY\nRUN", "FROM a\nCOPY . .\nRUN npm ci \\"]
)
def test_half_typed(text: str) -> None:
    """What is there is analysed, whatever is missing."""
    _analyse(text, _build(_PLAIN))
    _analyse(text, _build(None))
    _analyse(text)
