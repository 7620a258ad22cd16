"""Which Python environment a command fills, and what stands in the way of its imports."""

import posixpath
import re
from collections.abc import Iterable, Iterator

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Cache
from layerwise.ecosystems.reads import Reads
from layerwise.regex import regex
from layerwise.shell.script import Command, Word
from layerwise.unknown import Unknown

PIP_CACHE = Cache(
    ("$PIP_CACHE_DIR", "$XDG_CACHE_HOME/pip", "$HOME/.cache/pip"),
    ("--cache-dir",),
    moved=r"(?i)^[^\S\n]*(no[-_])?cache[-_]dir\s*[=:]",
)
UV_CACHE = Cache(
    ("$UV_CACHE_DIR", "$XDG_CACHE_HOME/uv", "$HOME/.cache/uv"),
    ("--cache-dir",),
    moved=r"^[^\S\n]*(cache-dir|no-cache|link-mode)\s*=",
    unfit=("--link-mode=symlink", "UV_LINK_MODE=symlink"),
)
_MODULE = regex(r"-[bBdEiIOPqsSuvx]*m.*")
# What the standard library is to a run of `pip download`: the modules loaded by Pythons 3.8 to 3.13 (measured).
_STANDARD = frozenset(
    {"abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "binascii", "bisect", "bz2",
     "calendar", "codecs", "collections", "colorsys", "compileall", "concurrent", "configparser",
     "contextlib", "contextvars", "copy", "copyreg", "csv", "dataclasses", "datetime", "decimal", "dis",
     "distutils", "email", "encodings", "enum", "fcntl", "filecmp", "fnmatch", "fractions", "functools",
     "genericpath", "getopt", "getpass", "gettext", "glob", "grp", "gzip", "hashlib", "heapq", "hmac",
     "html", "http", "importlib", "inspect", "io", "ipaddress", "json", "keyword", "linecache",
     "locale", "logging", "lzma", "math", "mimetypes", "mmap", "ntpath", "numbers", "opcode",
     "operator", "optparse", "os", "pathlib", "pickle", "pkgutil", "platform", "plistlib", "posixpath",
     "pprint", "pwd", "py_compile", "pyexpat", "queue", "quopri", "random", "re", "reprlib", "runpy",
     "select", "selectors", "shlex", "shutil", "signal", "site", "socket", "socketserver",
     "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "string", "stringprep", "struct",
     "subprocess", "sysconfig", "tarfile", "tempfile", "termios", "textwrap", "threading", "time",
     "token", "tokenize", "tomllib", "traceback", "types", "typing", "unicodedata", "urllib", "uu",
     "uuid", "warnings", "weakref", "xml", "xmlrpc", "zipfile", "zipimport", "zlib"}
)  # fmt: skip
_SYSTEM = frozenset({"/", "/usr", "/usr/local"})


def environments(tree: Tree, reads: Reads, command: Command, chosen: Iterable[Word] = ()) -> Iterator[str]:
    """The folders of the virtual environments that a command may fill: by its own path, PATH, or as chosen.

    `chosen` are the values of an option that names an environment or its interpreter.
    """
    environment = command.environment
    program = command.words[0].value or ""
    named = [
        word.value
        for word in chosen
        if word.value and not re.fullmatch(r"(?:python|pypy)?[\d.]*", word.value)
    ]
    for path in (*((program,) if "/" in program else ()), *named):
        folder, name = posixpath.split(reads.resolve(path))
        is_program = posixpath.basename(folder) in {"bin", "Scripts"}
        home = posixpath.dirname(folder) if is_program else posixpath.join(folder, name)
        if home not in _SYSTEM:
            yield home
    search = environment.get("PATH", "")
    if "/" in program:
        return
    if search is None:
        reads.cannot_know(f"PATH is not known, and so which {program} runs")
        return
    for folder in search.split(":"):
        home, name = posixpath.split(folder.rstrip("/"))
        if home in _SYSTEM:
            return
        # `ENV PATH=/app/bin:$PATH` makes no environment of /app; a folder that nobody knows may be one.
        is_known = home == environment.get("VIRTUAL_ENV") or tree.entry(f"{folder}/{program}") is not None
        if name == "bin" and home.startswith("/") and is_known:
            yield home


def look_at_imports(tree: Tree, reads: Reads, command: Command, tool: str) -> None:
    """Distrust a folder on Python's path that holds what the tool imports, such as pip.py or queue.py.

    Measured: `python -m pip` has its working directory on the path until pip itself runs (up to 3.10 with all
    that runpy imports), PYTHONPATH counts throughout, and distributions in it count as installed.
    """
    options = [word.value or "" for word in command.words[1:]]
    at = next((i for i, option in enumerate(options) if _MODULE.fullmatch(option)), None)
    is_module = at is not None and (command.name or "").startswith(("python", "pypy"))
    before = options[: at + 1] if is_module and at is not None else []
    is_safe = any(re.match(r"-[a-zA-Z]*[IP]", option) for option in before)
    search = command.environment.get("PYTHONPATH", "")
    if search is None:
        reads.cannot_know("PYTHONPATH is not known")
    folders = [(reads.resolve(""), frozenset({tool}))] if is_module and not is_safe else []
    if search and not any(re.match(r"-[A-Za-z]*[IE]", option) for option in before):
        custom = frozenset({tool, "sitecustomize", "usercustomize"})
        folders += [(reads.resolve(folder), custom) for folder in search.split(":")]
    for folder, known in folders:
        names = tree.names(folder)
        if isinstance(names, Unknown):
            reads.cannot_know(f"what {folder} holds is not known: {names.why}", folder)
            continue
        for name in names:
            stem, _, suffix = name.partition(".")
            is_package = not suffix and tree.entry(f"{folder}/{name}/__init__.py") is not None
            is_module_file = suffix == "py" or is_package
            if is_module_file and (stem in known or stem in _STANDARD):
                reads.cannot_know(
                    f"{name} stands in the way of a module that {tool} imports", f"{folder}/{name}"
                )
            elif name.endswith((".egg-info", ".dist-info", ".egg-link")) and "sitecustomize" in known:
                reads.cannot_know(f"{name} counts as an installed package", f"{folder}/{name}")
