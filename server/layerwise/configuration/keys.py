"""The settings by name: what each holds, what it is for, and where it can be set."""

from layerwise.builds.build import Profile
from layerwise.configuration.kinds import (
    CODE_LIST,
    GLOBS,
    SEVERITIES,
    SWITCH,
    TEXT,
    TEXTS,
    Kind,
    choice,
    number,
)
from layerwise.records import dataclass
from layerwise.settings import Hints, Run, Scope

OVERRIDES = "overrides"
PATHS = "paths"

_LONGEST_DEBOUNCE = 10_000  # longer looks like a server that does not answer
_MOST_COMMITS = 10_000  # more are not replayed while one waits


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One setting; `summary` is its meaning in a sentence or two, `example` a value as TOML."""

    name: str
    kind: Kind
    summary: str = ""
    example: str = ""
    is_in_files: bool = True
    is_in_editors: bool = True


KEYS = (
    Key(
        name="select",
        kind=CODE_LIST,
        summary="The only rules that are checked. Without it, all are.",
        example='["source-before-install"]',
    ),
    Key(
        name="ignore",
        kind=CODE_LIST,
        summary="Rules that are not checked.",
        example='["source-before-packages"]',
    ),
    Key(
        name="severity",
        kind=SEVERITIES,
        summary="The severity of a rule's findings: `error`, `warning`, `information`, `hint`, or `off`.",
        example='{ source-before-install = "error" }',
    ),
    Key(
        name="context",
        kind=TEXT,
        summary="The build context, relative to the folder of this file, in which it must lie or in its repository.",
        example='"."',
    ),
    Key(
        name="target",
        kind=TEXT,
        summary="The stage that is built. Without it, what compose files say, else the last.",
        example='"runtime"',
        is_in_editors=False,
    ),
    Key(
        name="arguments",
        kind=TEXTS,
        summary="Build arguments, as given with `--build-arg`.",
        example='{ NODE_VERSION = "22" }',
        is_in_editors=False,
    ),
    Key(
        name="builder",
        kind=choice(*(profile.value for profile in Profile)),
        summary="What builds. For `buildah` and `podman`, some versions of which do not rerun a step when a file that "
        "it mounts changes, fixes with bind mounts are not offered.",
        example='"podman"',
    ),
    Key(
        name="history",
        kind=number(1, _MOST_COMMITS),
        summary="How many commits are looked back for figures. Without it, 200.",
        example="500",
        is_in_editors=False,
    ),
    Key(name="debounce", kind=number(0, _LONGEST_DEBOUNCE), is_in_files=False),
    Key(name="run", kind=choice(*(run.value for run in Run)), is_in_files=False),
    Key(name="scope", kind=choice(*(scope.value for scope in Scope)), is_in_files=False),
    Key(name="hints", kind=choice(*(hints.value for hints in Hints)), is_in_files=False),
    Key(name="lens", kind=SWITCH, is_in_files=False),
)

IN_FILES = tuple(key for key in KEYS if key.is_in_files)
IN_EDITORS = tuple(key for key in KEYS if key.is_in_editors)
PATH_KEY = Key(
    name=PATHS,
    kind=GLOBS,
    summary="Dockerfiles that a table of `overrides` is for, relative to the folder of this file; `**` stands for any "
    "folders, and a pattern without `/` is for files of that name in any of them.",
    example='["services/**"]',
)
