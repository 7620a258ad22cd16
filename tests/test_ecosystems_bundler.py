"""Bundler: spellings, and what a call reads and writes."""

import pytest
from ecosystem_calls import needs, reading, recognised
from layerwise.context.memory import Content
from layerwise.unknown import Unknown

LOCK = "PLATFORMS\n  ruby\n\nDEPENDENCIES\n  rails (~> 7.1)\n"
PROJECT: dict[str, Content] = {
    "Gemfile": 'source "https://host"\ngem "rails", "~> 7.1"\n',
    "Gemfile.lock": LOCK,
}

SPELLINGS = [
    "bundle",
    "bundle install",
    "bundler install",
    "bundle i",
    "bundle --jobs 4",
    "bundle install -j4 --retry 3 --without 'development test'",
    "bundle install --gemfile Gemfile",
    "bundle install --gemfile=/app/Gemfile",
    "bundle _2.4.1_ install",
    "bundle _2.4.1_",
    "/usr/local/bin/bundle install",
    "bundle check",
    "bundle cache",
    "bundle package",
    "gem install -g Gemfile",
    "gem install --file=Gemfile",
]
NEAR_MISSES = [
    "bundle config set --local deployment true",
    "bundle config set frozen true",
    "bundle exec rails assets:precompile",
    "bundle exec bundle install",
    "bundle add x",
    "bundle lock",
    "bundle --version",
    "bundle install --help",
    "bundle clean",
    "bundle list",
    "gem outdated",
    "gem build x.gemspec",
    "gem check",
    "rake install",
]


@pytest.mark.parametrize("line", SPELLINGS)
def test_spelling(line: str) -> None:
    """Every spelling reads the Gemfile and its lockfile, and leaves one alone that is in step."""
    found = reading(line, PROJECT)

    assert (
        needs(found), found.rewrites, found.source, found.unknown,
    ) == (["Gemfile", "Gemfile.lock"], (), None, None)  # fmt: skip
    assert found.is_project


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_miss(line: str) -> None:
    """Other commands of the same tools are no installs."""
    assert recognised(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "gem install bundler:2.5",
        "gem install rails -v 7.1.0 --no-document",
        "gem update bundler",
        "gem update --system",
    ],
)
def test_gems_by_name(line: str) -> None:
    """Gems by name need nothing of the tree."""
    found = reading(line, PROJECT)

    assert (needs(found), found.is_project, found.unknown) == ([], False, None)


def test_gem_file() -> None:
    """A built gem is read."""
    found = reading("gem install pkg/x-1.0.gem", {"pkg/x-1.0.gem": b""})

    assert (needs(found), found.is_project) == (["pkg/x-1.0.gem"], True)


SPEC = 'require_relative "lib/e/version"\nGem::Specification.new do |s|\n  s.name = "e"\nend\n'

CLOSURES: list[tuple[str, dict[str, Content], dict[str, str], str, list[str]]] = [
    ("bundle", PROJECT, {}, "/app/config", ["Gemfile", "Gemfile.lock"]),
    ("bundle", {"gems.rb": "", "gems.locked": ""}, {}, "/app", ["gems.locked", "gems.rb"]),
    ("bundle", {"a/G": "", "a/G.lock": ""}, {"BUNDLE_GEMFILE": "/app/a/G"}, "/", ["a/G", "a/G.lock"]),
    (
        "bundle",
        {"Gemfile": 'ruby file: ".ruby-version"', ".ruby-version": "3.3"},
        {},
        "/app",
        [".ruby-version", "Gemfile"],
    ),
    (
        "bundle",
        {"Gemfile": 'ruby File.read(".ruby-version")', ".ruby-version": "3.3"},
        {},
        "/app",
        [".ruby-version", "Gemfile"],
    ),
    ("bundle", {"Gemfile": 'eval_gemfile "g/a"', "g/a": 'gem "b"'}, {}, "/app", ["Gemfile", "g/a"]),
    (
        "bundle",
        {
            "Gemfile": 'gem "e", path: "engines/e"',
            "engines/e/e.gemspec": SPEC,
            "engines/e/lib/e/version.rb": "V = 1",
        },
        {},
        "/app",
        ["Gemfile", "engines/e/e.gemspec", "engines/e/lib/e/version.rb"],
    ),
    (
        "bundle",
        {"Gemfile": "gemspec", "x.gemspec": "", "deep/er/y.gemspec": "", "too/de/ep/z.gemspec": ""},
        {},
        "/app",
        ["Gemfile", "deep/er/y.gemspec", "x.gemspec"],
    ),
    (
        "bundle",
        {"Gemfile": "", "Gemfile.lock": "PATH\n  remote: e\n", "e/e.gemspec": ""},
        {},
        "/app",
        ["Gemfile", "Gemfile.lock", "e/e.gemspec"],
    ),
    (
        "bundle",
        {**PROJECT, "vendor/cache/a.gem": b""},
        {},
        "/app",
        ["Gemfile", "Gemfile.lock", "vendor/cache/a.gem"],
    ),
    (
        "bundle",
        {**PROJECT, ".bundle/config": '---\nBUNDLE_WITHOUT: "test"\n'},
        {},
        "/app",
        [".bundle/config", "Gemfile", "Gemfile.lock"],
    ),
    (
        "bundle",
        {**PROJECT, ".bundle/config": "---\n"},
        {"BUNDLE_APP_CONFIG": "/usr/local/bundle"},
        "/app",
        ["Gemfile", "Gemfile.lock"],
    ),
    (
        "bin/bundle install",
        {**PROJECT, "bin/bundle": ""},
        {},
        "/app",
        ["Gemfile", "Gemfile.lock", "bin/bundle"],
    ),
]


@pytest.mark.parametrize(("line", "files", "environment", "cwd", "expected"), CLOSURES)
def test_closure(
    line: str, files: dict[str, Content], environment: dict[str, str], cwd: str, expected: list[str]
) -> None:
    """All files that Bundler opens are needed."""
    found = reading(line, files, cwd=cwd, **environment)

    assert (expected, None, None) == (needs(found), found.source, found.unknown)


UNKNOWN: list[tuple[dict[str, Content], str]] = [
    ({}, "Gemfile is not in the image at this point"),
    ({"Gemfile": Unknown("RUN writes it")}, "Gemfile is not known: RUN writes it"),
    ({"Gemfile": "Dir['*']"}, "the Gemfile runs Ruby code: Dir['*']"),
    ({"Gemfile": 'ruby file: ".ruby-version"'}, ".ruby-version is not in the image at this point"),
    ({"Gemfile": "gemspec"}, "/app has no gemspec in the image at this point"),
    ({"Gemfile": 'gem "e", path: "e"', "e/README": ""}, "e has no gemspec in the image at this point"),
    ({"Gemfile": "gemspec", "x.gemspec": "load 'y'"}, "the gemspec runs Ruby code: load 'y'"),
    ({"Gemfile": "", "gems.rb": ""}, "there is a Gemfile and a gems.rb"),
]


@pytest.mark.parametrize(("files", "note"), UNKNOWN)
def test_unknown(files: dict[str, Content], note: str) -> None:
    """What cannot be known says why."""
    found = reading("bundle install", files)

    assert found.unknown is not None
    assert note == found.unknown.note


@pytest.mark.parametrize(
    "files",
    [
        {"Gemfile": "gemspec", "x.gemspec": "Gem::Specification.new do |s|\ns.executables = ['x']\nend"},
        {**PROJECT, "vendor/cache/x-abc/x.rb": ""},
    ],
)
def test_source(files: dict[str, Content]) -> None:
    """Programs of the project's own gem, and vendored git checkouts, are source."""
    assert reading("bundle install", files).source is not None


REWRITES: list[tuple[str, dict[str, Content], dict[str, str], list[str]]] = [
    ("bundle", {"Gemfile": 'gem "rails"'}, {}, ["/app/Gemfile.lock"]),
    ("bundle", {"Gemfile": 'gem "rails", "~> 7.1"\ngem "pg"'}, {}, ["/app/Gemfile.lock"]),
    ("bundle", {"Gemfile": ""}, {}, ["/app/Gemfile.lock"]),
    ("bundle", {"Gemfile.lock": LOCK.replace("ruby", "arm64-darwin-22")}, {}, ["/app/Gemfile.lock"]),
    ("bundle", {"Gemfile.lock": LOCK.replace("ruby", "x86_64-linux")}, {}, ["/app/Gemfile.lock"]),
    ("bundle", {"Gemfile.lock": LOCK.replace("ruby", "aarch64-linux\n  x86_64-linux")}, {}, []),
    ("bundle", {"Gemfile.lock": f"{LOCK}\nBUNDLED WITH\n   1.17.3\n"}, {}, ["/app/Gemfile.lock"]),
    ("bundle", {"Gemfile.lock": f"{LOCK}\nBUNDLED WITH\n   2.1.4\n"}, {}, []),
    ("bundle", {"Gemfile": 'ruby "3.3"\ngem "rails", "~> 7.1"'}, {}, ["/app/Gemfile.lock"]),
    ("bundle update", {}, {}, ["/app/Gemfile.lock"]),
    ("bundle check", {"Gemfile": ""}, {}, []),
    ("bundle install --frozen", {"Gemfile": ""}, {}, []),
    ("bundle install --deployment", {"Gemfile": ""}, {}, []),
    ("bundle", {"Gemfile": ""}, {"BUNDLE_FROZEN": "true"}, []),
    ("bundle", {"Gemfile": ""}, {"BUNDLE_DEPLOYMENT": "1"}, []),
    ("bundle", {"Gemfile": "", ".bundle/config": 'BUNDLE_FROZEN: "true"'}, {}, []),
]


@pytest.mark.parametrize(("line", "files", "environment", "expected"), REWRITES)
def test_rewrites(
    line: str, files: dict[str, Content], environment: dict[str, str], expected: list[str]
) -> None:
    """The lockfile is written unless it is frozen or surely in step."""
    found = reading(line, PROJECT | files, **environment)

    assert (expected, None) == (list(found.rewrites), found.unknown)


HOME = ["/root/.bundle", "/root/.gem", "/root/.local/share/gem"]
OUTPUTS: list[tuple[str, dict[str, str], list[str]]] = [
    ("bundle", {}, []),
    ("bundle", {"GEM_HOME": "/usr/local/bundle"}, ["/usr/local/bundle"]),
    ("bundle", {"BUNDLE_PATH": "vendor/gems"}, ["/app/vendor/gems"]),
    ("bundle", {"BUNDLE_DEPLOYMENT": "1"}, ["/app/vendor/bundle"]),
    ("bundle install --path vendor/bundle", {}, ["/app/.bundle", "/app/vendor/bundle"]),
    ("bundle install --binstubs", {}, ["/app/.bundle", "/app/bin"]),
    ("bundle cache", {}, ["/app/.bundle", "/app/vendor/cache"]),
]


@pytest.mark.parametrize(("line", "environment", "expected"), OUTPUTS)
def test_outputs(line: str, environment: dict[str, str], expected: list[str]) -> None:
    """Where gems and settings go."""
    found = reading(line, PROJECT, **environment)

    assert (sorted([*HOME, *expected]), None) == (sorted(found.outputs), found.unknown)


def test_new_lockfile() -> None:
    """Without a lockfile one is written."""
    assert "/app/Gemfile.lock" in reading("bundle", {"Gemfile": ""}).outputs


@pytest.mark.parametrize("name", ["RUBYOPT", "RUBYLIB"])
def test_ruby_settings(name: str) -> None:
    """Ruby may load files of the tree before Bundler starts."""
    assert reading("bundle", PROJECT, **{name: "-r/app/x"}).unknown is not None
