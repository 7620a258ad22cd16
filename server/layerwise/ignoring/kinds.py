"""The folders that a build context collects, by the names that nothing else has."""

VERSION_CONTROL = (".git", ".hg", ".svn")

# Kept by tools for their own next run, and made anew where they are missing.
PYTHON_CACHE = "__pycache__"
CACHES = (
    *(PYTHON_CACHE, ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".tox", ".nox"),
    *(".ipynb_checkpoints", ".eggs", ".nyc_output", ".parcel-cache", ".turbo", ".sass-cache", ".gradle"),
    *(".scannerwork", ".stack-work", ".dart_tool", ".cpcache", ".metals", ".bloop"),
)
# Those in a folder that has more than the cache.
INNER_CACHES = (".next/cache", ".angular/cache", ".nx/cache")

# People share .vscode through version control; the others hold what an editor writes all the time.
SELDOM_EDITED = frozenset({".vscode"})
EDITORS = (".idea", ".vscode", ".vs", ".fleet")

# Folders in which people put a virtual environment; what proves one is the file in it.
ENVIRONMENTS = (".venv", "venv", "env", ".env", "virtualenv", ".virtualenv")
ENVIRONMENT_FILE = "pyvenv.cfg"

# What each package of a workspace has for itself.
PACKAGES = "node_modules"

# Folders that only a tool makes; other names in what an ecosystem ignores, such as `bin`, may be people's own.
UNMISTAKABLE = frozenset(
    (
        *(PACKAGES, "bower_components", "vendor/bundle", "target", "obj", "dist-newstyle", "zig-out"),
        *("lua_modules", "nimbledeps", "nimcache", "vcpkg_installed", "renv/library", "packrat/lib"),
    )
)

# What the build script of a package.json writes, where git ignores it.
SCRIPT_OUTPUTS = ("dist", "build", "out", ".next", ".nuxt", ".output", ".svelte-kit", "storybook-static")
SCRIPT_RUNNERS = frozenset({"npm", "pnpm", "yarn", "bun"})
# Options with which the script of another folder runs.
ELSEWHERE = ("--prefix", "-C", "--cwd", "--dir", "-w", "--workspace", "--filter", "-F", "-r", "--recursive")

# Folders that hold what people have set, though their tool makes them.
SETTINGS = frozenset({".bundle"})
PYTHON_FILES = frozenset({"pyproject.toml", "requirements.txt", "setup.py", "setup.cfg", "Pipfile"})
