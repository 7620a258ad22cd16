"""Which values are others with each build: commits, runs and times, as the CI systems and the shell name them."""

from collections.abc import Iterable, Sequence

from layerwise.regex import regex
from layerwise.shell.script import Command, Word

# Environment variables of CI systems, each from its own reference; none that stay the same on a branch.
_CI = frozenset(
    {
        *("GITHUB_SHA", "GITHUB_RUN_ID", "GITHUB_RUN_NUMBER", "GITHUB_RUN_ATTEMPT"),
        *(
            "CI_COMMIT_SHA",
            "CI_COMMIT_SHORT_SHA",
            "CI_COMMIT_TIMESTAMP",
            "CI_COMMIT_MESSAGE",
            "CI_COMMIT_TITLE",
        ),
        *("CI_PIPELINE_ID", "CI_PIPELINE_IID", "CI_PIPELINE_CREATED_AT", "CI_JOB_ID", "CI_JOB_STARTED_AT"),
        *("CIRCLE_SHA1", "CIRCLE_BUILD_NUM", "CIRCLE_WORKFLOW_ID"),
        *("TRAVIS_COMMIT", "TRAVIS_BUILD_ID", "TRAVIS_BUILD_NUMBER", "TRAVIS_JOB_ID", "TRAVIS_JOB_NUMBER"),
        *("BITBUCKET_COMMIT", "BITBUCKET_BUILD_NUMBER", "BITBUCKET_PIPELINE_UUID"),
        *("BUILDKITE_COMMIT", "BUILDKITE_BUILD_ID", "BUILDKITE_BUILD_NUMBER"),
        *("DRONE_COMMIT", "DRONE_COMMIT_SHA", "DRONE_BUILD_NUMBER", "DRONE_BUILD_CREATED"),
        *("BUILD_SOURCEVERSION", "BUILD_BUILDID", "BUILD_BUILDNUMBER"),  # Azure Pipelines
        *("CODEBUILD_BUILD_ID", "CODEBUILD_BUILD_NUMBER", "CODEBUILD_RESOLVED_SOURCE_VERSION"),
        *("GIT_COMMIT", "BUILD_NUMBER", "BUILD_ID", "BUILD_TAG"),  # Jenkins
        *("COMMIT_SHA", "SHORT_SHA"),  # Cloud Build
        *("SOURCE_COMMIT", "APPVEYOR_REPO_COMMIT", "APPVEYOR_BUILD_NUMBER", "SEMAPHORE_GIT_SHA"),
        *("VERCEL_GIT_COMMIT_SHA", "RENDER_GIT_COMMIT", "RAILWAY_GIT_COMMIT_SHA", "HEROKU_SLUG_COMMIT"),
    }
)
# What people call such values where they hand them on; VCS_REF and BUILD_DATE come from label-schema.org.
_CUSTOM = frozenset(
    {
        *("GIT_SHA", "GIT_SHA1", "GIT_SHORT_SHA", "GIT_HASH", "GIT_REV", "GIT_REVISION"),
        *("GIT_COMMIT_SHA", "GIT_COMMIT_HASH", "COMMIT_HASH", "VCS_REF", "VCS_REVISION"),
        *("BUILD_DATE", "BUILD_TIME", "BUILD_TIMESTAMP"),
    }
)
# Contexts of GitHub's expressions ("Contexts reference" of its manual).
_GITHUB = frozenset(
    {
        *("github.sha", "github.run_id", "github.run_number", "github.run_attempt", "github.workflow_sha"),
        *("github.event.after", "github.event.before", "github.event.head_commit.id"),
        *("github.event.head_commit.timestamp", "github.event.head_commit.message"),
        *("github.event.pull_request.head.sha", "github.event.pull_request.merge_commit_sha"),
        *("github.event.workflow_run.head_sha", "github.event.workflow_run.id"),
        *("github.event.repository.updated_at", "github.event.repository.pushed_at"),
    }
)
# Labels whose meaning the OCI image specification fixes ("Pre-Defined Annotation Keys").
_LABEL = regex(r"labels\[\s*'org\.opencontainers\.image\.(?:created|revision)'\s*\]")
_GITHUB_NAME = regex(r"(?<![\w.'-])[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+")
_VARIABLE = regex(r"\$\{?([A-Za-z_]\w*)")
# A date of these alone is the same for days: year, month, week.
_SLOW_DATE = regex(r"\+(?:%[YmGVUWbBCgy]|[^%])*")


def is_changing_name(name: str) -> bool:
    """Whether an environment variable of this name holds another value in each build of a CI system."""
    return name in _CI or name in _CUSTOM


def is_changing_expression(expression: str) -> bool:
    """Whether the inside of a GitHub `${{ }}` gives another value with each run."""
    if _LABEL.search(expression):
        return True
    return any(name.lower() in _GITHUB for name in _GITHUB_NAME.findall(expression))


def changing_variable(text: str) -> str | None:
    """The first variable of a text (`$NAME`, `${NAME:-x}`) that is such a one, as `${NAME}`."""
    names = (match[1] for match in _VARIABLE.finditer(text.replace("$$", "")))
    return next((f"${{{name}}}" for name in names if is_changing_name(name)), None)


def is_changing_word(word: Word, commands: Iterable[Command], assigned: frozenset[str]) -> bool:
    """Whether a shell's word holds such a variable, or the output of such a command.

    `commands` are those of its script, `assigned` the variables that the script has given such a value.
    """
    if any(is_changing_name(name) or name in assigned for name in word.variables):
        return True
    return any(word.span.contains(one.span) and is_changing_command(one.words) for one in commands)


def is_changing_command(words: Sequence[Word]) -> bool:
    """Whether a command prints another text with each commit, or each time."""
    texts = [word.value if word.value is not None else word.raw for word in words]
    match texts:
        case ["date", *options]:
            return not any(
                o.startswith(("-d", "-r", "--date", "--reference")) or _is_slow(o) for o in options
            )
        case ["uuidgen", *_]:
            return True
        case ["git", *rest]:
            return _is_changing_git(rest)
        case _:
            return False


def _is_slow(option: str) -> bool:
    return _SLOW_DATE.fullmatch(option) is not None


def _is_changing_git(words: list[str]) -> bool:
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in ("-C", "-c") else words[1:]
    if "--" in words:  # the last commit that touched some paths
        return False
    match words:
        case ["rev-parse", *rest]:
            asks_name = any(
                word.startswith(("--abbrev-ref", "--symbolic", "--show", "--git")) for word in rest
            )
            return "HEAD" in rest and not asks_name
        case ["describe", *rest]:
            return "--abbrev=0" not in rest and "--exact-match" not in rest
        case ["log" | "show", *rest]:
            return any(word.startswith(("--format", "--pretty")) for word in rest)
        case ["rev-list", *rest]:
            return "--count" in rest or "HEAD" in rest
        case _:
            return False
