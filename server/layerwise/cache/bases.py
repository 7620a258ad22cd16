"""What common base images set: user, home, working directory, PATH and build triggers.

Read off the official images' own Dockerfiles; an image that is not listed is unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What an image starts with; None where nobody can say."""

    user: str | None = None
    cwd: str | None = None
    environment: Mapping[str, str | None] = field(default_factory=dict)


UNKNOWN_BASE = Base()


def _base(cwd: str = "/", path: str = _PATH, user: str = "root", **environment: str) -> Base:
    return Base(user=user, cwd=cwd, environment={"PATH": path, **environment})


_ROOT = _base()
_BASES: Mapping[str, Base] = {
    "scratch": _ROOT,
    "alpine": _ROOT,
    "busybox": _ROOT,
    "debian": _ROOT,
    "ubuntu": _ROOT,
    "fedora": _ROOT,
    "centos": _ROOT,
    "rockylinux": _ROOT,
    "almalinux": _ROOT,
    "amazonlinux": _ROOT,
    "buildpack-deps": _ROOT,
    "python": _ROOT,
    "pypy": _ROOT,
    "node": _ROOT,
    "nginx": _ROOT,
    "httpd": _base("/usr/local/apache2", f"/usr/local/apache2/bin:{_PATH}"),
    "php": _base("/var/www/html"),
    "ruby": _base(
        "/",
        f"/usr/local/bundle/bin:{_PATH}",
        GEM_HOME="/usr/local/bundle",
        BUNDLE_SILENCE_ROOT_WARNING="1",
        BUNDLE_APP_CONFIG="/usr/local/bundle",
    ),
    "golang": _base("/go", f"/go/bin:/usr/local/go/bin:{_PATH}", GOPATH="/go"),
    "rust": _base("/", f"/usr/local/cargo/bin:{_PATH}", CARGO_HOME="/usr/local/cargo"),
    "openjdk": _ROOT,
    "eclipse-temurin": _ROOT,
}


def base(image: str | None) -> Base:
    """What is known of an image by its reference; tag, digest and the default registry's name do not matter."""
    if image is None:
        return UNKNOWN_BASE
    name = image.partition("@")[0]
    head, slash, tail = name.rpartition("/")
    name = head + slash + tail.partition(":")[0]
    for prefix in ("docker.io/", "index.docker.io/", "library/"):
        name = name.removeprefix(prefix)
    return _BASES.get(name, UNKNOWN_BASE)
