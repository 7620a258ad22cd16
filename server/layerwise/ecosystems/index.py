"""Generated from server/layerwise/ecosystems; `npm test -- --update` writes it again.

`WORDS`: the first word of a command, without a version behind it, and the modules that may know it.
`NAMES`: the manifests, lockfiles and settings of each module.
"""

# ruff: noqa: E501 - an entry is a line
# fmt: off
WORDS: dict[str, tuple[str, ...]] = {
    "bun": ("javascript.bun",),
    "bundle": ("ruby.bundler",),
    "bundler": ("ruby.bundler",),
    "composer": ("php.composer",),
    "composer.phar": ("php.composer",),
    "conda": ("python.conda", "python.pip"),
    "conda-lock": ("python.conda_lock",),
    "corepack": ("javascript.npm", "javascript.pnpm", "javascript.yarn_berry", "javascript.yarn_classic"),
    "gem": ("ruby.bundler",),
    "go": ("go.go",),
    "mamba": ("python.conda", "python.pip"),
    "micromamba": ("python.conda", "python.pip"),
    "npm": ("javascript.npm",),
    "npx": ("javascript.bun", "javascript.npm", "javascript.pnpm", "javascript.yarn_berry", "javascript.yarn_classic"),
    "pdm": ("python.pdm",),
    "php": ("php.composer",),
    "pip": ("python.pip",),
    "pip-compile": ("python.pip_tools",),
    "pip-sync": ("python.pip_tools",),
    "pipenv": ("python.pipenv",),
    "pipx": ("python.pdm", "python.pipenv", "python.poetry", "python.uv"),
    "pnpm": ("javascript.pnpm",),
    "poetry": ("python.poetry",),
    "pypy": ("python.conda_lock", "python.pdm", "python.pip", "python.pip_tools", "python.pipenv", "python.poetry", "python.uv"),
    "python": ("python.conda_lock", "python.pdm", "python.pip", "python.pip_tools", "python.pipenv", "python.poetry", "python.uv"),
    "shards": ("other.shards",),
    "symfony": ("php.composer",),
    "uv": ("python.pdm", "python.pipenv", "python.poetry", "python.uv"),
    "uvx": ("python.pdm", "python.pipenv", "python.poetry", "python.uv"),
    "yarn": ("javascript.yarn_berry", "javascript.yarn_classic"),
    "yarnpkg": ("javascript.yarn_berry", "javascript.yarn_classic"),
}
NAMES: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "go.go": (("go.mod",), ("go.sum",), ("go.work", "go.work.sum")),
    "javascript.bun": (("package.json",), ("bun.lock", "bun.lockb"), ("bunfig.toml", ".npmrc")),
    "javascript.npm": (("package.json",), ("package-lock.json", "npm-shrinkwrap.json"), (".npmrc",)),
    "javascript.pnpm": (("package.json", "pnpm-workspace.yaml"), ("pnpm-lock.yaml",), (".npmrc", "pnpm-workspace.yaml", ".pnpmfile.cjs", ".pnpmfile.mjs")),
    "javascript.yarn_berry": (("package.json",), ("yarn.lock",), (".yarnrc.yml",)),
    "javascript.yarn_classic": (("package.json",), ("yarn.lock",), (".yarnrc", ".npmrc")),
    "other.shards": (("shard.yml",), ("shard.lock",), ("shard.override.yml",)),
    "php.composer": (("composer.json",), ("composer.lock",), ("auth.json", "symfony.lock")),
    "python.conda": (("environment.yml",), (), (".condarc", ".mambarc")),
    "python.conda_lock": ((), ("conda-lock.yml",), ()),
    "python.pdm": (("pyproject.toml",), ("pdm.lock",), ("pdm.toml", ".pdm.toml")),
    "python.pip": (("requirements.txt",), (), ("pip.conf",)),
    "python.pip_tools": (("requirements.txt", "requirements.in"), (), (".pip-tools.toml", "pyproject.toml")),
    "python.pipenv": (("Pipfile",), ("Pipfile.lock",), ()),
    "python.poetry": (("pyproject.toml",), ("poetry.lock",), ("poetry.toml",)),
    "python.uv": (("pyproject.toml",), ("uv.lock",), ("uv.toml", ".python-version")),
    "ruby.bundler": (("Gemfile",), ("Gemfile.lock",), (".bundle/config",)),
}
