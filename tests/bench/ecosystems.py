"""Package managers as the generated projects use them: base image, files, and the steps of a usual stage."""

from collections.abc import Mapping
from typing import NamedTuple

_NPM_LOCK = '{"name": "web", "lockfileVersion": 3, "packages": {"": {"name": "web", "version": "1.0.0"}}}\n'
_CARGO = '[package]\nname = "core"\nversion = "1.0.0"\nedition = "2021"\n'
_POM = (
    "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>shop</artifactId></project>\n"
)


class Ecosystem(NamedTuple):
    """One package manager: the manifests come first in `files`, then the source."""

    name: str
    base: str
    manifests: Mapping[str, str]
    sources: tuple[str, ...]
    install: str
    build: tuple[str, ...]
    start: str


ECOSYSTEMS = (
    Ecosystem(
        name="web",
        base="node:22-slim",
        manifests={"package.json": '{"name": "web", "version": "1.0.0"}\n', "package-lock.json": _NPM_LOCK},
        sources=("index.js", "src/app.js", "src/routes.js", "src/store/cart.js", "public/style.css"),
        install="npm ci",
        build=("npm run lint", "npm run build -- --minify"),
        start='["node", "index.js"]',
    ),
    Ecosystem(
        name="api",
        base="python:3.13-slim",
        manifests={"requirements.txt": "flask==3.1.0\ngunicorn==23.0.0\n"},
        sources=("app.py", "api/__init__.py", "api/views.py", "api/models.py", "tests/test_views.py"),
        install="pip install --no-cache-dir -r requirements.txt",
        build=("python -m compileall -q api", "python -c 'import api'"),
        start='["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]',
    ),
    Ecosystem(
        name="worker",
        base="golang:1.24-bookworm",
        manifests={"go.mod": "module example.com/worker\n\ngo 1.24\n", "go.sum": ""},
        sources=("main.go", "queue/queue.go", "queue/queue_test.go", "store/store.go"),
        install="go mod download",
        build=(
            "go vet ./...",
            'CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /usr/local/bin/worker .',
        ),
        start='["/usr/local/bin/worker"]',
    ),
    Ecosystem(
        name="core",
        base="rust:1.85-slim",
        manifests={"Cargo.toml": _CARGO, "Cargo.lock": "version = 4\n"},
        sources=("src/main.rs", "src/parser.rs", "benches/parse.rs"),
        install="cargo fetch --locked",
        build=("cargo build --release --locked", "strip target/release/core"),
        start='["./target/release/core"]',
    ),
    Ecosystem(
        name="shop",
        base="maven:3.9-eclipse-temurin-21",
        manifests={"pom.xml": _POM},
        sources=("src/main/java/a/Shop.java", "src/main/resources/shop.properties"),
        install="mvn -B dependency:go-offline",
        build=("mvn -B -o package -DskipTests",),
        start='["java", "-jar", "target/shop.jar"]',
    ),
    Ecosystem(
        name="jobs",
        base="ruby:3.4-slim",
        manifests={
            "Gemfile": "source 'https://rubygems.org'\ngem 'rake'\n",
            "Gemfile.lock": "GEM\n  specs:\n    rake (13.2.1)\n\nDEPENDENCIES\n  rake\n",
        },
        sources=("Rakefile", "lib/jobs.rb", "lib/jobs/mail.rb"),
        install="bundle install --jobs 4",
        build=("bundle exec rake compile",),
        start='["bundle", "exec", "rake", "work"]',
    ),
)
