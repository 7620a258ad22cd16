"""The projects and the commands that are run in them, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from installers.sandbox import COMMANDS

_LEFT_PAD = "tarballs/left-pad-1.3.0.tgz"
_SIX = "wheels/six-1.17.0-py2.py3-none-any.whl"
_WHEEL = MappingProxyType({_SIX: _SIX})
_VENDORED = MappingProxyType({"vendor/left-pad-1.3.0.tgz": _LEFT_PAD})
_MIRRORED = MappingProxyType({"mirror/left-pad-1.3.0.tgz": _LEFT_PAD})
_RELEASE = MappingProxyType({".yarn/releases/yarn-4.18.1.cjs": "node_modules/@yarnpkg/cli-dist/bin/yarn.js"})
_GEM = MappingProxyType({"vendor/cache/tiny-1.0.0.gem": "gems/tiny-1.0.0.gem"})
_BESIDE = MappingProxyType({"gemfiles/vendor/cache/tiny-1.0.0.gem": "gems/tiny-1.0.0.gem"})
_DEPLOYED = MappingProxyType({"BUNDLE_DEPLOYMENT": "1"})
_BUNDLE = MappingProxyType({"BUNDLE_PATH": "vendor/bundle"})

_PROD = MappingProxyType({"MIX_ENV": "prod"})
_INSIDE = MappingProxyType({"PIPENV_VENV_IN_PROJECT": "1"})
_OFFLINE = MappingProxyType({"GOPROXY": "off", "GOFLAGS": "-mod=mod"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A project of `projects/`, whose name begins with its tool, and the install that is run in it.

    `brings`: archives that the set-up made or downloaded, by the path that they get in the project.
    `needs_source`: the product is to say that its list of files does not suffice, and the list alone is to fail.
    `has_phases`: the product takes the install apart, first the packages and then the project.
    `without`: a needed file; where it is left out on purpose the suite must notice. `installs_nothing`: there
    is nothing to download, and the tool looks whether that is so.
    """

    project: str
    line: str
    environment: Mapping[str, str] = field(default_factory=dict)
    brings: Mapping[str, str] = field(default_factory=dict)
    needs_source: bool = False
    has_phases: bool = False
    without: str | None = None
    installs_nothing: bool = False

    @property
    def tool(self) -> str:
        """The tool and its major version where that matters."""
        return next(tool for tool in COMMANDS if self.project.startswith(f"{tool}-"))

    @property
    def name(self) -> str:
        """The case in one word and its line."""
        return f"{self.project}: {self.line}"


CASES = (
    Case(project="npm-plain", line="npm ci", without="package-lock.json"),
    Case(project="npm-plain", line="npm install --omit=dev"),
    Case(project="npm-workspaces", line="npm ci", without="packages/a/cli.js"),
    Case(project="npm-workspaces", line="npm install"),
    Case(project="npm-member", line="cd web && npm ci"),
    Case(project="npm-member", line="npm ci --workspace web"),
    Case(project="npm-files", line="npm ci", brings=_VENDORED, without="local/cli.js"),
    Case(project="npm-files", line="npm install --install-links", brings=_VENDORED, needs_source=True),
    Case(project="npm-settings", line="npm ci", without=".npmrc"),
    Case(project="npm-shrinkwrap", line="npm ci"),
    Case(project="npm-unlocked", line="npm install"),
    Case(project="npm-unlocked", line="npm install left-pad"),
    Case(project="npm-patches", line="npm ci", needs_source=True, has_phases=True),
    Case(project="npm-patches", line="npm ci --ignore-scripts"),
    Case(project="npm-directories", line="npm ci", without="packages/a/bin/cli.js"),
    Case(project="npm-workspaces", line="npm ci --omit=dev --workspace b"),
    Case(project="npm-plain", line="npm install is-number@7.0.0 --no-save"),
    Case(project="yarn-1-workspaces", line="yarn install --frozen-lockfile", without="packages/a/cli.js"),
    Case(project="yarn-1-workspaces", line="cd packages/b && yarn --pure-lockfile"),
    Case(project="yarn-1-mirror", line="yarn install --frozen-lockfile", brings=_MIRRORED, without=".yarnclean"),
    Case(project="yarn-1-files", line="yarn", brings=_VENDORED, without="vendor/left-pad-1.3.0.tgz"),
    Case(project="yarn-1-scripts", line="yarn install --frozen-lockfile", needs_source=True),
    Case(project="yarn-1-scripts", line="yarn install --frozen-lockfile --production"),
    Case(project="yarn-1-directories", line="yarn install --frozen-lockfile"),
    Case(project="yarn-4-modules", line="yarn install --immutable", without=".yarnrc.yml"),
    Case(project="yarn-4-modules", line="yarn workspaces focus a"),
    Case(project="yarn-4-pnp", line="yarn install --immutable", brings=_VENDORED, without="portal/package.json"),
    Case(project="yarn-4-settings", line="yarn", without=".yarn/plugins/hello.cjs"),
    Case(project="yarn-4-folder", line="yarn --immutable", needs_source=True),
    Case(project="yarn-4-directories", line="yarn install --immutable", brings=_RELEASE),
    Case(project="pnpm-9-workspace", line="pnpm install --frozen-lockfile", without="packages/a/cli.js"),
    Case(project="pnpm-9-workspace", line="pnpm fetch"),
    Case(project="pnpm-10-workspace", line="pnpm install --frozen-lockfile", without="packages/a/cli.js"),
    Case(project="pnpm-10-workspace", line="pnpm install"),
    Case(project="pnpm-10-workspace", line="pnpm fetch", without="patches/left-pad.patch"),
    Case(project="pnpm-10-workspace", line="cd packages/b && pnpm install --frozen-lockfile"),
    Case(project="pnpm-10-workspace", line="pnpm --filter b install --frozen-lockfile"),
    Case(project="pnpm-10-hooks", line="pnpm install --frozen-lockfile", without=".pnpmfile.cjs"),
    Case(project="pnpm-10-files", line="pnpm install --frozen-lockfile", brings=_VENDORED),
    Case(project="pnpm-10-folder", line="pnpm install --frozen-lockfile", needs_source=True),
    Case(project="pnpm-10-directories", line="pnpm install --frozen-lockfile"),
    Case(project="pnpm-10-own-locks", line="pnpm install --frozen-lockfile"),
    Case(project="pnpm-10-scripts", line="pnpm install", needs_source=True, has_phases=True),
    Case(project="pnpm-10-scripts", line="pnpm install --ignore-scripts"),
    Case(project="bun-workspace", line="bun install --frozen-lockfile", without="patches/left-pad.patch"),
    Case(project="bun-workspace", line="bun install"),
    Case(project="bun-files", line="bun install --frozen-lockfile", brings=_VENDORED),
    Case(project="bun-folder", line="bun install --frozen-lockfile", needs_source=True),
    Case(project="bun-scripts", line="bun install --frozen-lockfile", needs_source=True),
    Case(project="bun-directories", line="bun install --frozen-lockfile"),
    Case(project="bun-catalog", line="bun ci"),
    Case(project="bun-catalog", line="bun install --production"),
    Case(project="pip-nested", line="pip install -r requirements.txt", without="requirements/more.txt"),
    Case(project="pip-links", line="pip install -r requirements.txt", brings=_WHEEL, without=_SIX),
    Case(project="pip-folders", line="cd deploy && pip install --no-index -r requirements.txt", brings=_WHEEL),
    Case(project="pip-folders", line="pip download --no-index -d dist -r deploy/requirements.txt", brings=_WHEEL),
    Case(project="pip-wheel", line="pip install -r requirements.txt", brings=_WHEEL),
    Case(project="pip-group", line="pip install --group dev"),
    Case(project="pip-project", line="pip install .", needs_source=True),
    Case(project="pip-project", line="pip install -e .", needs_source=True),
    Case(project="uv-virtual", line="uv sync --locked", without="uv.lock"),
    Case(project="uv-virtual", line="uv sync --frozen --no-dev"),
    Case(project="uv-workspace", line="uv sync --frozen --no-install-workspace"),
    Case(
        project="uv-workspace",
        line="uv sync --locked --no-install-workspace",
        without="packages/member/pyproject.toml",
    ),
    Case(project="uv-workspace", line="uv sync --locked", needs_source=True, has_phases=True),
    Case(project="uv-wheel", line="uv sync --locked", brings=_WHEEL, without=_SIX),
    Case(project="uv-project", line="uv sync --locked", needs_source=True, has_phases=True),
    Case(project="uv-project", line="uv sync --locked --no-install-project"),
    Case(project="uv-path", line="uv sync --locked", needs_source=True, has_phases=True),
    Case(project="uv-requirements", line="uv venv && uv pip install -r requirements.txt", without="constraints.txt"),
    Case(project="uv-pyproject", line="uv pip install -r pyproject.toml --target lib"),
    Case(project="uv-pyproject", line="uv sync"),
    Case(project="poetry-no-root", line="poetry install --no-root", without="poetry.toml"),
    Case(project="poetry-package-mode", line="poetry install --only main", without="poetry.lock"),
    Case(project="poetry-package-mode", line="poetry sync"),
    Case(project="poetry-wheel", line="poetry install", brings=_WHEEL, without=_SIX),
    Case(project="poetry-path", line="poetry install", needs_source=True, has_phases=True),
    Case(project="poetry-project", line="poetry install", needs_source=True, has_phases=True),
    Case(project="pipenv-plain", line="pipenv install --deploy", environment=_INSIDE, without="Pipfile.lock"),
    Case(project="pipenv-paths", line="pipenv sync", environment=_INSIDE, brings=_WHEEL, without=_SIX),
    Case(project="pipenv-paths", line="pipenv sync --dev", environment=_INSIDE, brings=_WHEEL, needs_source=True),
    Case(
        project="pip-tools-sync",
        line="python3 -m venv .venv && pip-sync --python-executable .venv/bin/python requirements.txt dev.txt",
        without="requirements/base.txt",
    ),
    Case(project="pip-tools-compile", line="pip-compile --no-strip-extras", without="constraints.txt"),
    Case(project="bundler-path", line="bundle install", brings=_GEM, environment=_BUNDLE, without="gemfiles/common.rb"),
    Case(project="bundler-gemspec", line="bundle install", environment=_BUNDLE, without="lib/own/version.rb"),
    Case(project="bundler-cached", line="bundle install --local", brings=_GEM, without=".bundle/config"),
    Case(project="bundler-gems-rb", line="bundle install", brings=_GEM, environment=_DEPLOYED, without="gems.locked"),
    Case(project="bundler-named", line="bundle install --gemfile gemfiles/app.rb", brings=_BESIDE, environment=_BUNDLE),
    Case(project="bundler-programs", line="bundle install", environment=_BUNDLE, needs_source=True),
    Case(project="composer-path", line="composer install", without="packages/two/composer.json"),
    Case(project="composer-vendor-dir", line="composer install --no-dev", without="packages/one/bin/one"),
    Case(project="composer-scripts", line="composer install", needs_source=True, has_phases=True),
    Case(project="composer-scripts", line="composer install --no-scripts"),
    Case(project="composer-classmap", line="composer install", needs_source=True, has_phases=True),
    Case(project="composer-classmap", line="composer install --no-autoloader"),
    Case(project="composer-copied", line="composer install", needs_source=True),
    Case(project="composer-optimized", line="composer install"),
    Case(project="composer-optimized", line="composer install -o", needs_source=True, has_phases=True),
    Case(project="go-replace", line="go mod download", without="lib/go.mod"),
    Case(project="go-work", line="go mod download", without="lib/go.mod"),
    Case(project="go-work", line="GOWORK=off go mod download"),
    Case(project="go-work", line="go list -m all"),
    Case(project="go-replace", line="go mod download -x example.com/tiny"),
    Case(project="go-local", line="go mod download", environment=_OFFLINE, installs_nothing=True),
    Case(project="go-vendor", line="go mod vendor", needs_source=True),
    Case(
        project="mix-umbrella",
        line="mix deps.get",
        environment=_PROD,
        without="config/prod.exs",
        installs_nothing=True,
    ),
    Case(project="mix-umbrella", line="cd apps/web && mix deps.get", environment=_PROD, installs_nothing=True),
    Case(project="mix-umbrella", line="mix deps.compile", environment=_PROD, needs_source=True, has_phases=True),
    Case(project="mix-umbrella", line="mix deps.compile --skip-local-deps", environment=_PROD, installs_nothing=True),
    Case(project="rebar3-applications", line="rebar3 get-deps"),
    Case(project="rebar3-applications", line="rebar3 compile", needs_source=True),
)  # fmt: skip
