"""Python's tools besides their installs: environments, caches, settings, downloads of data and models."""

from collections.abc import Callable

from layerwise.cache.commands import piped, python_projects
from layerwise.cache.commands.arguments import (
    Effects,
    arguments,
    at_home,
    named_by,
    not_known,
    places,
    subtrees,
    upward,
    within,
)
from layerwise.cache.commands.folders import SYSTEM_TREES, installed
from layerwise.cache.commands.python_modules import shadows
from layerwise.cache.paths import NOTHING, Paths, files, trees, unknown
from layerwise.records import replace
from layerwise.shell.script import Command, Word


def python(command: Command) -> Effects:
    """`python -m MODULE` of known modules, `python -c` that only imports and prints; other scripts are not known."""
    words = command.words[1:]
    while words and words[0].value in _FLAGS:
        words = words[2 if words[0].value in ("-W", "-X") else 1 :]
    if not words:
        return not_known("the script that python is fed")
    if words[0].value == "-m" and len(words) > 1:
        return _module(command, words[1:])
    if words[0].value == "-c" and len(words) > 1:
        found = _code(command, words[1].value)
        return not_known("the script of python -c") if found is None else found
    found = piped.script(replace(command, words=(command.words[0], *words)))
    return not_known(f"the script {words[0].raw}") if found is None else found


_FLAGS = frozenset(("-u", "-B", "-E", "-I", "-P", "-s", "-S", "-O", "-OO", "-q", "-W", "-X", "-Es"))


def _module(command: Command, words: tuple[Word, ...]) -> Effects:
    inner = replace(command, words=words)
    does = _MODULES.get(words[0].value or "")
    if does is None:
        return not_known(f"python -m {words[0].raw}")
    done = does(inner)
    return done._replace(reads=done.reads | shadows(command, words[0].value or ""))


def _code(command: Command, text: str | None) -> Effects | None:
    """What a script does that holds but imports and prints, and downloads of language data."""
    from layerwise.cache.commands.python_code import read_code  # noqa: PLC0415 - Python's parser is large

    code = read_code("?" if text is None else text)
    if code is None or ("PYTHONPATH" in command.environment and code.imports):
        return None
    reads = NOTHING
    for name in code.imports:
        reads |= _shadowed(command, name.partition(".")[0])
    if command.cwd is None:
        reads |= unknown("its working directory is not known")
    return Effects(reads, _language_data(command) if code.downloads_data else NOTHING)


def _language_data(command: Command) -> Paths:
    return trees(at_home(command, "nltk_data")) | SYSTEM_TREES | named_by(command, "NLTK_DATA")


def environments(command: Command) -> Effects:
    """`venv DIR`, `virtualenv DIR`: a new tree."""
    given = arguments(command, valued=_ENVIRONMENT_OPTIONS)
    made = subtrees(command, given.plain)
    if command.name == "venv":
        return Effects(writes=made)
    # virtualenv keeps wheels at home; 21 notes the place down in a project's `.venv` (measured)
    kept = trees(at_home(command, ".cache/virtualenv", ".local/share/virtualenv", ".config/virtualenv"))
    kept |= named_by(command, "VIRTUALENV_OVERRIDE_APP_DATA") | subtrees(command, given.of("--app-data"))
    read = upward(command, "pyproject.toml", "virtualenv.ini", ".python-version")
    read |= subtrees(command, given.of("--extra-search-dir", "-p", "--python"))
    return Effects(read | kept, made | kept | files(*(p for p in [within(command, ".venv")] if p)))


_ENVIRONMENT_OPTIONS = (
    "--prompt", "-p", "--python", "--app-data", "--pip", "--setuptools", "--wheel", "--creator",
    "--seeder", "--extra-search-dir", "--activators", "--discovery", "--try-first-with",
    "--upgrade-embed-wheels",
)  # fmt: skip


def pip(command: Command) -> Effects:
    """`pip cache`, `pip config`, `pip list` and kin, `pip uninstall`."""
    given = arguments(command, valued=_PIP_OPTIONS)
    verb, *rest = [word.value or word.raw for word in given.plain] or [""]
    settings = at_home(command, ".config/pip/pip.conf", ".pip/pip.conf", ".netrc", "_netrc")
    reads = files("/etc/pip.conf", *settings)
    reads |= subtrees(command, given.of(*_PIP_INPUTS)) | _named_file(command, "PIP_CONFIG_FILE")
    kept = trees(at_home(command, ".cache/pip")) | named_by(command, "PIP_CACHE_DIR")
    kept |= subtrees(command, given.of("--cache-dir")) | places(command, given.of("--log", "--log-file"))
    kept |= _named_file(command, "PIP_LOG")
    if verb == "" and given.options <= {"--version", "-V", "--help", "-h"}:
        return Effects(reads)
    if verb in _PIP_ASKING:
        listed = places(command, given.of("-r", "--requirement")) | (installed(command) if verb else NOTHING)
        return Effects(reads | listed, kept)
    if verb == "cache":
        return Effects(reads | kept, kept)
    if verb == "config" and rest[:1] in (["get"], ["list"], ["debug"]):
        return Effects(reads, kept)
    if verb == "config" and rest[:1] in (["set"], ["unset"]):
        changed = trees(at_home(command, ".config/pip", ".pip")) | installed(command)
        return Effects(reads, kept | changed | _named_file(command, "PIP_CONFIG_FILE"))
    if verb == "uninstall":
        lists = places(command, given.of("-r", "--requirement"))
        return Effects(reads | lists, installed(command) | kept | trees(at_home(command, ".local")))
    if verb == "hash":
        return Effects(reads | places(command, given.plain[1:]), kept)
    return not_known(f"pip {verb}")


_PIP_ASKING = frozenset((
    "", "help", "debug", "list", "freeze", "show", "check", "index", "inspect", "search", "completion",
))  # fmt: skip
_PIP_INPUTS = ("--path", "--cert", "--client-cert", "-f", "--find-links", "--python")
_PIP_OPTIONS = (
    "-r", "--requirement", "--cache-dir", "--log", "--log-file", "--proxy", "--timeout", "--retries", "-a",
    "--exists-action", "--trusted-host", "--keyring-provider", "-i", "--index-url", "--extra-index-url",
    "--format", "--exclude", "--editor", "--algorithm", "--use-feature", "--use-deprecated", *_PIP_INPUTS,
)  # fmt: skip


def _named_file(command: Command, variable: str) -> Paths:
    found = named_by(command, variable)
    return Paths(found.trees, frozenset(), found.unknown)


def _pip_setup(command: Command) -> Effects:
    """`ensurepip`; with a root of its own it goes there."""
    if arguments(command).has("--root"):
        return not_known("ensurepip --root")
    return Effects(writes=installed(command) | trees(at_home(command, ".local", ".cache/pip")))


def _compiles(command: Command) -> Effects:
    """`compileall DIR`: compiled files beside the sources."""
    given = arguments(command, valued=("-d", "-x", "-i", "-j", "-r", "-p", "-s", "-o", "-e"))
    if not given.plain or given.has("-i", "-s", "-p", "-e"):
        return not_known("compileall without a directory")
    touched = subtrees(command, given.plain)
    return Effects(touched, touched)


def _nltk(command: Command) -> Effects:
    """`nltk.downloader NAME`, to -d where it is given; run from a directory, it looks for a package of its name."""
    given = arguments(command, valued=("-d", "--dir", "-u", "--url"))
    folders = given.of("-d", "--dir")
    return Effects(
        _shadowed(command, "nltk"), subtrees(command, folders) if folders else _language_data(command)
    )


def _spacy(command: Command) -> Effects:
    """`spacy download NAME`: pip installs a model from the network."""
    plain = [word.value for word in arguments(command).plain if word.value != "spacy"]
    if plain[:1] != ["download"]:
        return not_known("spacy")
    read = _shadowed(command, "spacy") | files("/etc/pip.conf", *at_home(command, ".config/pip/pip.conf"))
    return Effects(read, installed(command) | trees(at_home(command, ".local", ".cache/pip")))


def _shadowed(command: Command, name: str) -> Paths:
    """What a module of this name in the working directory would be."""
    at = within(command, name)
    return unknown("its working directory is not known") if at is None else files(f"{at}.py") | trees([at])


def _browsers(command: Command) -> Effects:
    """`playwright install`."""
    verb = command.words[1].value if len(command.words) > 1 else None
    if not (verb or "").startswith("install"):
        return not_known("playwright")
    kept = named_by(command, "PLAYWRIGHT_BROWSERS_PATH", *at_home(command, ".cache/ms-playwright"))
    return Effects(kept, kept | SYSTEM_TREES)


_MODULES: dict[str, Callable[[Command], Effects]] = {
    **dict.fromkeys(("venv", "virtualenv"), environments),
    "pip": pip,
    "ensurepip": _pip_setup,
    "compileall": _compiles,
    "nltk.downloader": _nltk,
    "spacy": _spacy,
    "playwright": _browsers,
    "pipx": python_projects.pipx,
    "uv": python_projects.uv,
}

HANDLERS: dict[str, Callable[[Command], Effects]] = {
    **dict.fromkeys(("python", "python3", "python2"), python),
    **dict.fromkeys(("virtualenv", "pyvenv"), environments),
    **dict.fromkeys(("pip", "pip3", "pip2"), pip),
    "spacy": _spacy,
}
