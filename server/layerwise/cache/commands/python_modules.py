"""Python's own modules, which a file of the project may stand before."""

from layerwise.cache.commands.arguments import within
from layerwise.cache.paths import Paths, files, unknown
from layerwise.shell.script import Command


def shadows(command: Command, module: str = "pip") -> Paths:
    """Files that would be run instead of a module, or of one of Python's own.

    `python -m` searches the working directory first, then PYTHONPATH (seen with strace; "Command line and
    environment" of Python's manual); packages of others that a module imports are left out.
    """
    words = {word.value for word in command.words[1:]}
    is_isolated = "-I" in words
    is_safe = is_isolated or "-P" in words or "PYTHONSAFEPATH" in command.environment
    named = "" if is_isolated else command.environment.get("PYTHONPATH", "")
    if named is None:
        return unknown("the directories that $PYTHONPATH names are not known")
    searched = [*([] if is_safe else ["."]), *(one or "." for one in named.split(":") if named)]
    found: set[str] = set()
    for directory in searched:
        at = within(command, directory)
        if at is None:
            return unknown("its working directory is not known")
        for name in (module.partition(".")[0], *OWN_MODULES):
            found |= {f"{at.rstrip('/')}/{name}.py", f"{at.rstrip('/')}/{name}/__init__.py"}
    return files(*found)


# Modules of Python's own library that the known ones import, and whose names projects use, too (CPython 3.11).
OWN_MODULES = (
    "abc", "argparse", "ast", "base64", "bisect", "calendar", "cgi", "code", "codecs", "collections",
    "compileall", "concurrent", "configparser", "contextlib", "copy", "csv", "ctypes", "dataclasses",
    "datetime", "decimal", "dis", "email", "encodings", "enum", "errno", "fnmatch", "functools", "getopt",
    "getpass", "gettext", "glob", "hashlib", "heapq", "hmac", "html", "http", "importlib", "inspect",
    "io", "ipaddress", "json", "keyword", "locale", "logging", "mimetypes", "multiprocessing", "netrc",
    "numbers", "opcode", "operator", "optparse", "os", "pathlib", "pickle", "pkgutil", "platform",
    "posixpath", "pprint", "queue", "quopri", "random", "re", "runpy", "secrets", "select", "selectors",
    "shlex", "shutil", "signal", "site", "sitecustomize", "socket", "ssl", "stat", "statistics", "string",
    "stringprep", "struct", "subprocess", "sysconfig", "tarfile", "tempfile", "textwrap", "threading",
    "time", "token", "tokenize", "traceback", "types", "typing", "urllib", "usercustomize", "uuid",
    "venv", "warnings", "weakref", "xml", "xmlrpc", "zipfile", "zipimport", "zlib",
)  # fmt: skip
