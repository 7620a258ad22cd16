"""Which build arguments change with each build."""

from collections.abc import Mapping

# Names that say by themselves that the value is another one with each commit or each build. Exact ones only: those of
# tools and packages (NODE_VERSION, APP_VERSION) change by hand. SOURCE_DATE_EPOCH is not among them, since compilers
# and package managers read it (reproducible-builds.org).
PER_BUILD = frozenset((
    "BUILD_COMMIT", "BUILD_COMMIT_SHA", "BUILD_GIT_COMMIT", "BUILD_GIT_SHA", "BUILD_HASH", "BUILD_REVISION",
    "BUILD_SHA", "BUILD_VCS_REF", "COMMIT", "COMMIT_DATE", "COMMIT_HASH", "COMMIT_ID", "COMMIT_SHA", "COMMIT_SHORT_SHA",
    "COMMIT_TIME", "COMMIT_TIMESTAMP", "GIT_COMMIT", "GIT_COMMIT_DATE", "GIT_COMMIT_HASH", "GIT_COMMIT_ID",
    "GIT_COMMIT_SHA", "GIT_COMMIT_SHORT", "GIT_COMMIT_TIMESTAMP", "GIT_DESCRIBE", "GIT_HASH", "GIT_HEAD", "GIT_REV",
    "GIT_REVISION", "GIT_SHA", "GIT_SHA1", "GIT_SHORT_SHA", "IMAGE_REVISION", "LAST_COMMIT", "REVISION",
    "SHORT_SHA", "SOURCE_COMMIT", "VCS_REF", "VCS_REVISION",
    "BUILDTIME", "BUILD_DATE", "BUILD_DATETIME", "BUILD_TIME", "BUILD_TIMESTAMP", "IMAGE_CREATED",
    "BUILD_DATE_RFC3339", "BUILD_DATE_UTC", "BUILD_EPOCH", "BUILD_TIME_UTC", "BUILD_TIMESTAMP_RFC3339",
    "BUILD_TIMESTAMP_SECONDS", "BUILD_UNIX_TIME",
    "BUILD_ID", "BUILD_NUM", "BUILD_NUMBER",
    "BITBUCKET_BUILD_NUMBER", "BITBUCKET_COMMIT", "BUILDKITE_BUILD_NUMBER", "BUILDKITE_COMMIT", "BUILD_BUILDID",
    "BUILD_BUILDNUMBER", "BUILD_SOURCEVERSION", "CIRCLE_BUILD_NUM", "CIRCLE_SHA1", "CI_COMMIT_DESCRIPTION",
    "CI_COMMIT_MESSAGE", "CI_COMMIT_SHA", "CI_COMMIT_SHORT_SHA", "CI_COMMIT_TIMESTAMP", "CI_COMMIT_TITLE",
    "CI_JOB_ID", "CI_PIPELINE_ID", "CI_PIPELINE_IID", "DRONE_BUILD_NUMBER", "DRONE_COMMIT", "DRONE_COMMIT_SHA",
    "GITHUB_RUN_ID", "GITHUB_RUN_NUMBER", "GITHUB_SHA", "RAILWAY_GIT_COMMIT_SHA", "RENDER_GIT_COMMIT",
    "TRAVIS_BUILD_NUMBER", "TRAVIS_COMMIT", "VERCEL_GIT_COMMIT_SHA",
))  # fmt: skip

_ON_PURPOSE = ("CACHE", "BUST", "REBUILD", "INVALIDATE")
_FIRST_DAY = "1970-01-01"


def changes(
    name: str, given: Mapping[str, str | None], changing: Mapping[str, str], default: str | None
) -> bool:
    """Whether an argument has another value with each build.

    `given` are the values that the build names, None where it only names the argument; `default` is the one in
    the Dockerfile. Names that say that rerunning is their purpose (`CACHE_BUST`) never count.
    """
    if any(part in name.upper() for part in _ON_PURPOSE):
        return False
    if name in changing:
        return True
    return name.upper() in PER_BUILD and given.get(name) is None and _is_stand_in(default or "")


def _is_stand_in(default: str) -> bool:
    """Whether a default only stands for a value that is given: "unknown", "dev"; not a commit or a date by hand."""
    return default.startswith(_FIRST_DAY) or not any(sign in "123456789" for sign in default)
