"""Projects of Python, by package manager."""

from layerwise.context.memory import Folder

from builder.contexts import Files, text

FLASK: Files = {
    "requirements.txt": "flask==1.1.4\nrequests==2.27.1\n",
    "app.py": "print('app')\n",
    "templates/index.html": "<p>hello</p>\n",
    "static": Folder(0o755),
}

_POETRY_LOCK = text(
    """
    [[package]]
    name = "flask"
    version = "3.0.0"
    description = "web"
    optional = false
    python-versions = "*"
    files = []

    [metadata]
    lock-version = "2.1"
    python-versions = "^3.11"
    content-hash = "00"
    """
)
_BUILD = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'


def _poetry(*lines: str) -> str:
    """A pyproject.toml for Poetry with more lines in its first table."""
    table = ["[tool.poetry]", 'name = "app"', 'version = "0.1.0"', *lines, ""]
    return "\n".join([*table, "[tool.poetry.dependencies]", 'python = "^3.11"', 'flask = "3.0.0"', ""])


def uv_lock(kind: str, *members: str) -> str:
    """A uv.lock of the project app, which is `editable` or `virtual`, of members by folder, and of flask."""
    root = f'[[package]]\nname = "app"\nversion = "0.1.0"\nsource = {{ {kind} = "." }}\n'
    root += 'dependencies = [\n    { name = "flask" },\n]\n'
    others = [
        f'[[package]]\nname = "{one}"\nversion = "0.1.0"\nsource = {{ editable = "{one}" }}\n'
        for one in members
    ]
    names = ", ".join(f'"{name}"' for name in ("app", *members))
    listed = [f"[manifest]\nmembers = [{names}]\n"] if members else []
    registry = 'source = { registry = "https://pypi.example.org/simple" }'
    flask = f'[[package]]\nname = "flask"\nversion = "3.0.0"\n{registry}\n'
    return "\n".join(['version = 1\nrequires-python = ">=3.11"\n', *listed, root, *others, flask])


def uv_project(name: str, *lines: str) -> str:
    """A pyproject.toml of a package that needs flask, with more lines below."""
    project = f'[project]\nname = "{name}"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n'
    return "\n".join([project + 'dependencies = [\n    "flask==3.0.0",\n]\n', *lines])


# Poetry and uv for dependencies only, and for the project too.
POETRY: Files = {
    "pyproject.toml": _poetry("package-mode = false"),
    "poetry.lock": _POETRY_LOCK,
    "app/main.py": "print('app')\n",
}
POETRY_PACKAGE: Files = {
    **POETRY,
    "pyproject.toml": _poetry('readme = "README.md"'),
    "README.md": "app\n",
    "app/__init__.py": "",
}
UV: Files = {
    "pyproject.toml": uv_project("app", "[tool.uv]\npackage = false\n"),
    "uv.lock": uv_lock("virtual"),
    "app/main.py": "print('app')\n",
}
UV_PACKAGE: Files = {
    "pyproject.toml": uv_project("app", _BUILD),
    "uv.lock": uv_lock("editable"),
    "src/app/__init__.py": "",
    "src/app/main.py": "print('app')\n",
}
UV_WORKSPACE: Files = {
    "pyproject.toml": uv_project("app", _BUILD, '[tool.uv.workspace]\nmembers = ["lib"]\n'),
    "uv.lock": uv_lock("editable", "lib"),
    "src/app/__init__.py": "",
    "lib/pyproject.toml": uv_project("lib", _BUILD),
    "lib/src/lib/__init__.py": "",
}
