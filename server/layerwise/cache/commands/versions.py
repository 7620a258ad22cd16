"""Commands that are asked for nothing but their version or their help."""

from collections.abc import Mapping

from layerwise.cache.commands.arguments import Effects, at_home, named_by, upward
from layerwise.cache.paths import trees
from layerwise.shell.script import Command
from layerwise.tuples import NamedTuple


class Choice(NamedTuple):
    """What a program looks at even then, here and above; and where it keeps its own, as a variable says, or at home."""

    variable: str
    homes: tuple[str, ...]
    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


def asked(command: Command, name: str) -> Effects | None:
    """What a command does that is asked for its version or help alone; None where that is not known."""
    words = {word.value for word in command.words[1:]}
    if not words or not words <= _ASKING | _ALSO.get(name, frozenset()) or name in _OF_THE_PROJECT:
        return None
    choice = _CHOOSING.get(name)
    if choice is None:
        return Effects()
    reads = upward(command, *choice.files) | trees(upward(command, *choice.folders).files)
    kept = trees(at_home(command, *choice.homes)) | named_by(command, choice.variable)
    return Effects(reads | kept, kept)


_ASKING = frozenset(("--version", "--help"))

# What else some take for the same: `-v` of most means "verbose", and `version` is a name to many.
_ALSO: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        ("node", "nodejs", "php", "ruby", "perl", "nginx", "docker", "gcc", "g++", "mvn"), frozenset({"-v"})
    ),
    **dict.fromkeys(("python", "python3", "curl", "wget", "apache2ctl", "psql"), frozenset({"-V"})),
    **dict.fromkeys(
        ("openssl", "git", "caddy", "docker", "docker-compose", "consul", "helm"), frozenset({"version"})
    ),
    **dict.fromkeys(("java", "javac"), frozenset({"-version"})),
}

# Those whose own family knows what they look at, and those that run what the project holds, or nobody knows.
_OF_THE_PROJECT = frozenset((
    "npm", "npx", "yarn", "yarnpkg", "pnpm", "pnpx", "bundle", "bundler", "composer", "go", "cargo", "rustup",
    "poetry", "pip", "pip3", "nvm", "hatch", "pdm", "rails", "rake", "sbt", "nx", "lerna", "turbo", "flutter",
    "dart", "mix",
))  # fmt: skip

_RUST = Choice(
    files=("rust-toolchain", "rust-toolchain.toml"), variable="RUSTUP_HOME", homes=(".rustup", ".cargo")
)
_CHOOSING: Mapping[str, Choice] = {
    # rustup stands in for them, and sets its home up (seen with strace)
    **dict.fromkeys(("rustc", "rustfmt", "rustdoc"), _RUST),
    # "global.json overview" of the .NET documentation
    "dotnet": Choice(files=("global.json",), variable="DOTNET_CLI_HOME", homes=(".dotnet",)),
    # "Build environment" of Gradle's user manual: the root's properties, and the home's first words
    "gradle": Choice(
        files=("gradle.properties", "settings.gradle", "settings.gradle.kts"),
        variable="GRADLE_USER_HOME",
        homes=(".gradle",),
    ),
    # "Configuring Apache Maven": options of the virtual machine and of Maven
    "mvn": Choice(folders=(".mvn",), variable="MAVEN_CONFIG", homes=(".mavenrc",)),
}
