"""The projects in whose folders the Dockerfiles are typed, as files with their contents."""

_LOCK = '{"name": "a", "lockfileVersion": 3, "packages": {"": {"name": "a"}}}'
_PACKAGE = '{"name": "a", "version": "1.0.0", "scripts": {"build": "tsc", "start": "node dist/server.js"}}'

CONTEXTS: dict[str, dict[str, str]] = {
    "node": {
        "package.json": _PACKAGE,
        "package-lock.json": _LOCK,
        "tsconfig.json": "{}",
        "src/server.ts": "",
        "public/index.html": "",
        "nginx.conf": "",
        "docker-entrypoint.sh": "#!/bin/sh\n",
        ".env": "DATABASE_PASSWORD=hunter22hunter22\n",
        "node_modules/a/index.js": "",
        "README.md": "",
    },
    "pnpm": {
        "package.json": '{"name": "root", "private": true}',
        "pnpm-lock.yaml": "lockfileVersion: '9.0'\nimporters:\n  .: {}\n  apps/web: {}\n  packages/ui: {}\n",
        "pnpm-workspace.yaml": "packages:\n  - apps/*\n  - packages/*\n",
        "apps/web/package.json": '{"name": "web", "dependencies": {"ui": "workspace:*"}}',
        "apps/web/index.ts": "",
        "packages/ui/package.json": '{"name": "ui"}',
        "packages/ui/index.ts": "",
        ".dockerignore": "node_modules\n",
    },
    "python": {
        "requirements.txt": "flask==3.0.3\ngunicorn==22.0.0\n",
        "requirements-dev.txt": "-r requirements.txt\npytest\n",
        "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["flask"]\n'
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
        "uv.lock": 'version = 1\n[[package]]\nname = "shop"\nsource = { editable = "." }\n',
        "manage.py": "",
        "shop/__init__.py": "",
        "shop/wsgi.py": "",
        "entrypoint.sh": "#!/bin/sh\n",
        ".venv/pyvenv.cfg": "",
    },
    "poetry": {
        "pyproject.toml": '[tool.poetry]\nname = "shop"\nversion = "1"\n[tool.poetry.dependencies]\npython = "^3.12"\n',
        "poetry.lock": '[metadata]\nlock-version = "2.0"\n',
        "shop/__init__.py": "",
        "README.md": "",
    },
    "go": {
        "go.mod": "module example.com/shop\n\ngo 1.23\n\nrequire github.com/google/uuid v1.6.0\n",
        "go.sum": "",
        "main.go": "package main\n\nfunc main() {}\n",
        "cmd/shop/main.go": "package main\n\nfunc main() {}\n",
        "internal/db/db.go": "package db\n",
        "Makefile": "build:\n\tgo build ./...\n",
    },
    "rust": {
        "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
        "Cargo.lock": "version = 4\n",
        "src/main.rs": "fn main() {}\n",
        "target/CACHEDIR.TAG": "",
    },
    "ruby": {
        "Gemfile": 'source "https://rubygems.org"\ngem "rails"\n',
        "Gemfile.lock": "GEM\n  remote: https://rubygems.org/\n  specs:\n    rails (7.1)\n\nDEPENDENCIES\n  rails\n",
        "config.ru": "",
        "app/models/user.rb": "",
        "bin/docker-entrypoint": "#!/bin/sh\n",
    },
    "php": {
        "composer.json": '{"name": "a/shop", "require": {"monolog/monolog": "^3"}}',
        "composer.lock": '{"packages": [], "packages-dev": [], "content-hash": "a"}',
        "public/index.php": "<?php\n",
        "src/App.php": "<?php\n",
    },
    "java": {
        "pom.xml": "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId>"
        "<artifactId>shop</artifactId><version>1</version></project>",
        "mvnw": "#!/bin/sh\n",
        ".mvn/wrapper/maven-wrapper.properties": "",
        "src/main/java/App.java": "class App {}\n",
        "build.gradle": "plugins { id 'java' }\n",
        "settings.gradle": "rootProject.name = 'shop'\n",
        "gradlew": "#!/bin/sh\n",
        "gradle/wrapper/gradle-wrapper.properties": "",
    },
    "dotnet": {
        "Shop.sln": "",
        "src/Shop/Shop.csproj": '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
        "src/Shop/Program.cs": "",
    },
}

# Other files that are typed beside a Dockerfile: its name in `typed.txt`, the project, the file, the text.
OTHERS = (
    (
        "node slim",
        "node",
        ".dockerignore",
        "# made here\nnode_modules\n**/*.log\n.env*\n!.env.example\ndist/\n.git\n",
    ),
    ("python plain", "python", ".dockerignore", "*\n!requirements.txt\n!shop/**\n.venv\n"),
    ("rust plain", "rust", ".dockerignore", "target/\n*.md\n.git\n"),
    (
        "node good",
        "node",
        "layerwise.toml",
        'ignore = ["secret-in-context-copy"]\n\n[severity]\nsource-before-install = "error"\n',
    ),
    ("go plain", "go", "layerwise.toml", 'context = "."\nselect = ["build-downloads-dependencies"]\n'),
)
