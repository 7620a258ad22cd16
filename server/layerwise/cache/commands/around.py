"""What programs look at besides their arguments: settings at home, files that variables name, versions to choose."""

from collections.abc import Sequence

from layerwise.cache.commands.arguments import at_home, upward, within
from layerwise.cache.environment import matching
from layerwise.cache.paths import NOTHING, Paths, files, trees
from layerwise.regex import regex
from layerwise.shell.script import Command


def at_home_of(command: Command) -> Paths:
    """What programs of all kinds look for in the home directory of whoever runs the command."""
    return trees(at_home(command, *_HOMELY))


def named_by_variables(command: Command) -> Paths:
    """The files that the command's environment names to programs."""
    named = (value for _, value in matching(command.environment, _NAMED))
    found = (within(command, value) for value in named if value and "/" in value)
    return files(*(path for path in found if path))


def choices(command: Command, directories: Sequence[str]) -> Paths:
    """The project's files that say which version is run, where PATH holds directories of programs that ask."""
    return (
        upward(command, *_CHOICES)
        if any(one.removesuffix("/").endswith(_SHIMS) for one in directories)
        else NOTHING
    )


# What programs of all kinds look for at home: settings, keys and passwords; what tools and users have installed.
_HOMELY = (
    ".ssh", ".gnupg", ".gitconfig", ".git-credentials", ".netrc", "_netrc", ".config", ".local", ".cache",
    ".npmrc", ".npm", ".yarnrc", ".yarnrc.yml", ".bunfig.toml", ".nvm", ".pip", ".pydistutils.cfg",
    ".pypirc", ".condarc", ".cargo", ".rustup", ".gem", ".gemrc", ".bundle", ".composer", ".m2", ".gradle",
    ".nuget", ".docker", ".aws", ".azure", ".kube", ".curlrc", ".wgetrc", ".hgrc", ".subversion", ".sbt",
    ".ivy2", ".profile", ".bashrc", ".bash_profile", ".asdfrc", ".tool-versions", ".pyenv", ".rbenv",
)  # fmt: skip

# Variables that name a file which programs read by themselves, as those programs' manuals say.
_NAMING = (
    "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE",
    "PIP_CERT", "GIT_SSL_CAINFO", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_ASKPASS", "NETRC",
    "PIP_CONFIG_FILE", "NPM_CONFIG_USERCONFIG", "npm_config_userconfig", "NPM_CONFIG_GLOBALCONFIG",
    "npm_config_globalconfig", "NPM_CONFIG_CAFILE", "npm_config_cafile", "UV_CONFIG_FILE",
    "BUNDLE_SSL_CA_CERT", "COMPOSER_CAFILE", "CARGO_HTTP_CAINFO", "AWS_CA_BUNDLE", "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE", "LD_PRELOAD", "GOOGLE_APPLICATION_CREDENTIALS", "OPENSSL_CONF",
    "BASH_ENV", "ENV", "PYTHONSTARTUP", "CONDARC",
)  # fmt: skip
_NAMED = regex("|".join(_NAMING))

# A program found in such a directory of PATH asks the project which version of itself to run.
_SHIMS = ("/shims", ".volta/bin", ".asdf/bin")
_CHOICES = (
    ".tool-versions", ".python-version", ".ruby-version", ".node-version", ".nvmrc", ".java-version",
    "mise.toml", ".mise.toml", "package.json",
)  # fmt: skip
