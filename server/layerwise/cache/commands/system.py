"""Commands that change the system, not the project: package managers, services, certificates, locales."""

from collections.abc import Collection, Iterable

from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    here,
    not_known,
    places,
    subtrees,
)
from layerwise.cache.commands.folders import SYSTEM_TREES
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.ecosystems.system import apk, apt, dnf, pacman, zypper
from layerwise.regex import regex
from layerwise.shell.script import Command, Word

_MANAGERS = (apt.ECOSYSTEM, apk.ECOSYSTEM, dnf.ECOSYSTEM, zypper.ECOSYSTEM, pacman.ECOSYSTEM)

# Packages of web servers, and those that bring one along, put their first page here. Libraries do not (libwebp-dev,
# libnghttp2-dev), nor do PHP's single parts (php8.3-gd), where `php` itself brings Apache along.
_WEB_TREES = trees(["/var/www"])
_WEB = regex(
    r"^@|\.(?:deb|rpm|apk)$|^php[\d.]*(?:$|=)|^php.*admin|^web(?!p|kit)|^lib(?:apache2|nginx)"
    r"|^(?!lib).*(?:apache|httpd|nginx|lighttpd|caddy|wordpress|drupal|cgit|roundcube|zabbix|nagios|icinga|munin"
    r"|awstats|cacti|lamp|mediawiki|nextcloud|moodle|mailman|smokeping)"
)


def packages(command: Command) -> Effects:
    """A system's package manager: it writes the system; arguments that are paths (`./x.deb`) are read."""
    given = arguments(command, valued=_VALUED.get(command.name or "", ()))
    verb = given.plain[0].value if given.plain else None
    if _ELSEWHERE.search(" ".join(word.raw for word in given.of("-o", "--option", "--setopt"))):
        return not_known(f"{command.name} with directories of its own")
    if given.options and given.options <= _PRINTING.get(command.name or "", frozenset()):
        return Effects()
    if command.name == "apk" and verb not in _APK_VERBS:
        return not_known(f"apk {verb or ''}".rstrip())
    if verb in ("download", "source", "showsrc", "build-dep", "builddep", "reposync", "fetch"):
        return Effects(here(command), SYSTEM_TREES | here(command) | subtrees(command, given.of(*_ROOTS)))
    names = given.plain if command.name in ("dpkg", "rpm", "pacman") else given.plain[1:]
    if command.name == "dpkg" and given.has("-x", "-X", "--extract", "--vextract"):
        return Effects(places(command, names[:1]), subtrees(command, names[1:]))
    if command.name == "dpkg" and given.has("-b", "--build", "--root", "--instdir"):
        return not_known("dpkg with directories of its own")
    read = _local(command, names)
    if command.name == "rpm" and given.has("--import"):
        read |= places(command, (word for word in names if "://" not in word.raw))
    if given.has("-R", "--recursive") and command.name == "dpkg":
        read |= subtrees(command, names)
    read |= places(command, given.of(*_INPUTS))
    roots = subtrees(command, given.of(*_ROOTS))
    is_open = command.feeds_arguments or (not names and verb not in _WITHOUT_PACKAGES)
    return Effects(read, SYSTEM_TREES | roots | (_WEB_TREES if is_open else _web(names)))


# What only asks for the architecture, or for what is installed.
_PRINTING = {
    "apk": frozenset(("--print-arch", "--version")),
    "dpkg": frozenset((
        "--print-architecture", "--print-foreign-architectures", "-l", "--list", "-s", "--status", "-L",
        "--listfiles", "-S", "--search", "--get-selections",
    )),
}  # fmt: skip
_ELSEWHERE = regex(r"(?i)\bdir\b|--root|--instdir|--admindir|cachedir|reposdir")
_APK_VERBS = (
    "add", "del", "fix", "update", "upgrade", "cache", "info", "list", "search", "version", "policy",
    "fetch", "stats", "audit",
)  # fmt: skip
# What brings no packages; anything else without names may (`upgrade`, `-f install`).
_WITHOUT_PACKAGES = (
    "update", "clean", "autoclean", "auto-clean", "autoremove", "auto-remove", "check", "list",
    "makecache", "search", "show", "policy", "info", "repolist", "check-update", "showmanual", "showauto",
    "showhold", "hold", "unhold", "auto", "manual", "cache", "stats", "version", "audit", "refresh", "ref",
    "repos", "lr", None,
)  # fmt: skip


# Options that take a value; rpm(8), dpkg(1).
_VALUED: dict[str, Collection[str]] = {
    **{name: ecosystem.tool.valued for ecosystem in _MANAGERS for name in ecosystem.tool.names},
    **dict.fromkeys(("apt-mark", "apt-cache"), apt.ECOSYSTEM.tool.valued),
    "rpm": (
        "--root",
        "--dbpath",
        "--prefix",
        "--relocate",
        "-r",
        "--define",
        "--qf",
        "--queryformat",
        "-E",
        "--eval",
    ),
    "dpkg": ("--root", "--instdir", "--admindir", "--path-exclude", "--log"),
}
_INPUTS = ("--config-file", "--repositories-file", "--keys-dir", "--config", "-c")
_ROOTS = (
    "--root", "--installroot", "-p", "--downloaddir", "--destdir", "--prefix", "--relocate", "--cachedir",
    "--cache-dir", "--dbpath", "-b", "--admindir", "--log",
)  # fmt: skip
_PACKAGE_FILE = regex(r"(?:^|/)\.{0,2}/|\.(?:deb|rpm|apk|pkg\.tar\.\w+)$")


def _local(command: Command, words: Iterable[Word]) -> Paths:
    """The package files among the names; text that the shell puts in is taken for a name."""
    named = [word for word in words if _PACKAGE_FILE.search(word.raw if word.value is None else word.value)]
    known = [w for w in named if "://" not in (w.value or w.raw) and not w.raw.startswith(("$", "`", '"$'))]
    return places(command, known)


def _web(words: Iterable[Word]) -> Paths:
    is_web = any(word.value is None or _WEB.search(word.value) for word in words)
    return _WEB_TREES if is_web else NOTHING


def sources(command: Command) -> Effects:
    """`apt-key`, `yum-config-manager`: keys and lists; a file of keys or sources is read."""
    given = arguments(command, valued=("--keyserver", "--recv-keys", "--recv", "--fetch-keys", "--keyring"))
    names = [word for word in given.plain if ":" not in (word.value or word.raw)]
    read = places(command, (word for word in names if word.value not in ("-", "add", "adv")))
    return Effects(read, SYSTEM_TREES | places(command, given.of("--keyring")))


def adds_source(command: Command) -> Effects:
    """`add-apt-repository LINE`: a list of the system's."""
    del command
    return Effects(writes=SYSTEM_TREES)


def fonts(command: Command) -> Effects:
    """`fc-cache`: fonts of the home and of the named directories, which get a mark (fc-cache(1), seen with strace)."""
    named = subtrees(command, arguments(command, valued=("-y", "--sysroot")).plain)
    home = trees(at_home(command, ".fonts", ".local/share/fonts", ".config/fontconfig", ".fonts.conf.d"))
    home |= files(*at_home(command, ".fonts.conf"))
    kept = trees(at_home(command, ".cache/fontconfig", ".fontconfig"))
    return Effects(named | home | kept, SYSTEM_TREES | named | kept)


def administration(command: Command) -> Effects:
    """A command that rewrites parts of the system, and the files that it is given."""
    given = arguments(command)
    paths = [word for word in given.plain if "/" in (word.raw if word.value is None else word.value)]
    named = subtrees(command, paths)
    is_fed_files = command.name in ("debconf-set-selections", "postmap", "localedef")
    return Effects(named | (places(command, given.plain) if is_fed_files else NOTHING), SYSTEM_TREES | named)


_ADMINISTRATION = (
    "update-ca-certificates", "update-ca-trust", "update-alternatives", "alternatives", "locale-gen",
    "update-locale", "localedef", "ldconfig", "dpkg-divert", "dpkg-statoverride", "depmod",
    "debconf-set-selections", "systemctl", "service", "invoke-rc.d", "update-rc.d", "rc-update",
    "rc-service", "a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf", "phpenmod",
    "phpdismod", "update-mime-database", "update-desktop-database", "gtk-update-icon-cache",
    "glib-compile-schemas", "mandb", "texhash", "chsh", "dpkg-reconfigure", "authselect", "crb",
    "subscription-manager", "lighty-enable-mod", "newaliases", "postmap", "timedatectl", "setup-timezone",
    "timezone",
)  # fmt: skip


def nix(command: Command) -> Effects:
    """`nix-env -iA NAME`, `nix profile install FLAKE#NAME`, `nix-channel`: the store, and the user's profile.

    Files and flakes of the project are not followed (Nix manual, "Files" and "nix profile install").
    """
    given = arguments(
        command, valued=("--option", "--extra-experimental-features", "--max-jobs", "-j", "-p", "--profile")
    )
    words = [word.value for word in given.plain]
    if any(word is None or word.startswith((".", "/", "path:")) for word in words) or given.has(
        "-f", "--file", "-p", "--profile", "--profile-dir"
    ):
        return not_known(f"{command.name} with files of its own")
    if command.name == "nix" and words[:1] != ["profile"]:
        return not_known(f"nix {words[0] if words else ''}".rstrip())
    own = trees(
        at_home(
            command,
            ".nix-profile",
            ".nix-defexpr",
            ".local/state/nix",
            ".cache/nix",
            ".config/nix",
            ".config/nixpkgs",
        )
    )
    own |= files(*at_home(command, ".nix-channels"))
    return Effects(own, own | trees(("/nix",)) | SYSTEM_TREES)


HANDLERS = {
    **dict.fromkeys(sorted(_VALUED.keys() - {"apt-cache"}), packages),  # which only reads, and is with those
    **dict.fromkeys(("apt-key", "yum-config-manager"), sources),
    **dict.fromkeys(("add-apt-repository", "apt-add-repository"), adds_source),
    "fc-cache": fonts,
    **dict.fromkeys(("nix", "nix-env", "nix-channel"), nix),
    **dict.fromkeys(_ADMINISTRATION, administration),
}
