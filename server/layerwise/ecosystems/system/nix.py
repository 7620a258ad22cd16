"""Nix: packages by their names in a channel or a flake of others."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict

_OWN = (".", "/", "path:")


def _takes_others(call: Call) -> bool:
    """A flake in the working directory or at a path is the project's."""
    words = [word.value or word.raw for word in call.arguments]
    return bool(words) and not any(word.startswith(_OWN) for word in words)


def _installs(call: Call) -> bool:
    """`nix-env -iA nixpkgs.git`; with -f it evaluates a file."""
    given = [option.name for option in call.options]
    is_install = any(name == "--install" or (name[1:2] != "-" and "i" in name[1:]) for name in given)
    return call.command.name == "nix-env" and is_install and not call.has("-f", "--file")


ECOSYSTEM = Ecosystem(
    name="nix",
    tool=Tool(
        names=("nix", "nix-env"),
        valued=frozenset({"-f", "--file", "--extra-experimental-features", "--option"}),
    ),
    installs=(
        Install("profile install", ("profile add",), applies=_takes_others),
        Install("", applies=_installs, shown="nix-env -iA"),
    ),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="help of Nix 2.8, the Nix manual; files and flakes of the project are not followed",
)
