"""Gemfile, gemspec and Gemfile.lock."""

import pytest
from layerwise.manifests import gemfile_lock
from layerwise.manifests.gemfile import (
    Gem,
    Gemfile,
    Gemspec,
    opens_files,
    read,
    read_gemspec,
)
from layerwise.manifests.gemfile_lock import Lock
from layerwise.unknown import Unknown

RAILS = """\
# frozen_string_literal: true

source "https://host"
git_source(:github) { |repo| "https://github.com/#{repo}.git" }

ruby "3.3.0"

gem "rails", "~> 7.1.0" # the framework
gem 'pg', '>= 1', '< 3', require: false
gem "puma", :require => false
gem "x", github: "a/x",
  branch: "main"
gem "bootsnap", require: %w[bootsnap/setup]

group :development, :test do
  gem "debug", platforms: %i[ mri windows ]
end
"""


def _read(text: str) -> Gemfile:
    file = read(text)
    assert not isinstance(file, Unknown), file
    return file


def test_rails() -> None:
    """The usual Gemfile: its gems with their requirements as a lockfile has them."""
    file = _read(RAILS)

    assert [gem.name for gem in file.gems] == ["rails", "pg", "puma", "x", "bootsnap", "debug"]
    assert Gem("pg", frozenset({">= 1", "< 3"})) == file.gems[1]
    assert (file.has_ruby, file.is_conditional, file.paths) == (True, False, ())


FILES = [
    ('gem "e", path: "engines/e"', {"paths": ("engines/e",)}),
    ("gem 'e', :path => 'engines/e'", {"paths": ("engines/e",)}),
    ('gem "e", "~> 1", path: File.expand_path("../e", __dir__)', {"paths": ("../e",)}),
    ('gem "e", path: File.expand_path("../e", __FILE__)', {"paths": ("e",)}),
    ('gem "e", path: File.join(__dir__, "e")', {"paths": ("e",)}),
    ('gem "e", path: "#{__dir__}/e"', {"paths": ("e",)}),
    ('path "engines" do\n  gem "e"\nend', {"paths": ("engines",)}),
    ("gemspec", {"gemspecs": (".",)}),
    ('gemspec path: "core", name: "x"', {"gemspecs": ("core",)}),
    ('gemspec path: "core"', {"gemspecs": ("core",)}),
    ('ruby file: ".ruby-version"', {"versions": (".ruby-version",)}),
    ('ruby File.read(".ruby-version").strip', {"reads": (".ruby-version",)}),
    ('ruby File.read(File.join(__dir__, ".ruby-version")).chomp', {"reads": (".ruby-version",)}),
    ('eval_gemfile "gemfiles/common.rb"', {"evaluated": ("gemfiles/common.rb",)}),
    ('eval_gemfile(File.join(__dir__, "x"))', {"evaluated": ("x",)}),
    ('require_relative "lib/version"', {"required": ("lib/version",)}),
    ('require "yaml"', {}),
    ('version = ENV.fetch("RAILS", "7.0")\ngem "rails", version', {}),
]


@pytest.mark.parametrize(("text", "expected"), FILES)
def test_files(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    """Each plain way to name another file is found; the rest is unknown or names none."""
    file = read(text)
    names = ("paths", "gemspecs", "evaluated", "versions", "reads", "required")
    found = (
        {} if isinstance(file, Unknown) else {name: value for name in names if (value := getattr(file, name))}
    )

    assert expected == found


@pytest.mark.parametrize(
    "text", ['if ENV["X"]\ngem "a"\nend', 'gem "a" if ENV["X"]', 'gem "a", ENV["X"] ? "1" : "2"']
)
def test_conditional(text: str) -> None:
    """Which gems count depends on the environment."""
    assert _read(text).is_conditional


@pytest.mark.parametrize(
    "text",
    [
        'gem "a", install_if: Gem.win_platform?',
        'gem "a", :install_if => Gem.java_platform?',
        'install_if -> { RUBY_PLATFORM =~ %r!mingw|java! } do\n  gem "a"\nend',
    ],
)
def test_installed_on_condition(text: str) -> None:
    """The lockfile holds a gem with `install_if` whether it is installed or not (measured with Bundler 2.3)."""
    file = _read(text)

    assert (file.gems, file.is_conditional) == ((Gem("a", frozenset()),), False)


@pytest.mark.parametrize(
    "text",
    [
        "Dir.glob('engines/*').each { |e| gem e, path: e }",
        '%w[a b].each { |e| gem e, path: "#{e}" }',
        'gem "a", path: dir',
        'gem "a", path: "#{dir}/a"',
        'eval File.read("more")',
        'instance_eval(IO.read("more"))',
        'eval_gemfile "Gemfile.local" if File.exist?("Gemfile.local")',
        'require "./config/gems"',
        'load "x.rb"',
        'plugin "bundler-x"',
        "gem 'a', `cat VERSION`",
        "gem 'a', YAML.load_file('gems.yml')['a']",
        "def x; end",
        "helper :a",
        "=begin\n=end",
        'gem "a',
        "source <<~X",
        "::File.read x",
        'gemspec glob: "*.gemspec"',
    ],
)
def test_code_is_unknown(text: str) -> None:
    """A Gemfile that does more is not read at all."""
    assert isinstance(read(text), Unknown)


SPEC = """\
lib = File.expand_path("../lib", __FILE__)
$LOAD_PATH.unshift(lib) unless $LOAD_PATH.include?(lib)
require "x/version"
require_relative "../shared"

Gem::Specification.new do |spec|
  spec.name = "x"
  spec.version = X::VERSION
  spec.required_ruby_version = Gem::Requirement.new(">= 2.7")
  spec.files = Dir["{app,lib}/**/*", "README.md"]
  spec.add_dependency "rails", ">= 7"
end
"""


def test_gemspec() -> None:
    """The Ruby files that a gemspec requires; its list of files is no matter."""
    assert Gemspec(required=("lib/x/version", "../shared")) == read_gemspec(SPEC)


@pytest.mark.parametrize("line", ["s.executables = ['x']", "s.extensions << 'ext/extconf.rb'"])
def test_gemspec_with_programs(line: str) -> None:
    """Programs and extensions are noted."""
    assert Gemspec(has_programs=True) == read_gemspec(f"Gem::Specification.new do |s|\n{line}\nend")


@pytest.mark.parametrize(
    "line", ["s.version = File.read('VERSION')", "s.version = `git describe`", "eval x", "load 'x'"]
)
def test_gemspec_with_code(line: str) -> None:
    """A gemspec that reads other files is unknown."""
    assert isinstance(read_gemspec(f"Gem::Specification.new do |s|\n{line}\nend"), Unknown)


def test_opens_files() -> None:
    """A version file opens nothing."""
    assert not opens_files('module X # File\n  VERSION = "1.0"\nend\n')
    assert opens_files('VERSION = File.read("VERSION")')


LOCK = """\
PATH
  remote: engines/e
  specs:
    e (0.1)
      rails (>= 7)

GEM
  remote: https://host/
  specs:
    rails (7.1.0)

PLATFORMS
  ruby
  x86_64-linux

DEPENDENCIES
  e!
  pg (>= 1, < 3)
  rails (~> 7.1.0)

RUBY VERSION
   ruby 3.3.0p0

BUNDLED WITH
   2.5.3
"""


@pytest.mark.parametrize("text", [LOCK, LOCK.replace("\n", "\r\n")])
def test_lock(text: str) -> None:
    """Path gems, requirements and platforms of a lockfile."""
    expected = Lock(
        paths=("engines/e",),
        gems=(
            Gem("e", frozenset()),
            Gem("pg", frozenset({">= 1", "< 3"})),
            Gem("rails", frozenset({"~> 7.1.0"})),
        ),
        platforms=("ruby", "x86_64-linux"),
        has_ruby=True,
    )

    assert expected == gemfile_lock.read(text)


def test_broken_lock() -> None:
    """A broken lockfile says what it can."""
    assert Lock() == gemfile_lock.read("<<<<<<< HEAD\n=======\n\n  x\n")
