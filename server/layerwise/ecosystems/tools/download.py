"""Downloads to named places: `curl URL`, `wget URL`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict
from layerwise.regex import regex

_HEAD = regex(r"-[a-zA-Z]*I[a-zA-Z]*")  # `curl -fsIv`: letters of options stand together
_QUOTES = "'\""
_SCHEMES = ("http://", "https://", "ftp://")


def _fetches(call: Call) -> bool:
    """Not a request that sends something, or only looks."""
    words = (word.value or word.raw for word in (*call.arguments, *call.values("--url")))
    is_asking = call.has("-I", "--head", "--spider", "-T", "--upload-file", "-d", "--data", "-F", "--form")
    is_asking = is_asking or any(_HEAD.fullmatch(option.name) for option in call.options)
    return not is_asking and any(word.strip(_QUOTES).startswith(_SCHEMES) for word in words)


ECOSYSTEM = Ecosystem(
    name="download",
    tool=Tool(
        names=("curl", "wget"),
        valued=frozenset(
            (
                "-o",
                "--output",
                "-O",
                "-H",
                "--header",
                "-A",
                "--user-agent",
                "-e",
                "-u",
                "--user",
                "-T",
                "--upload-file",
                "-d",
                "--data",
                "-F",
                "--form",
                "-P",
                "--directory-prefix",
                "--output-document",
                "--url",
                "--retry",
                "-X",
                "--request",
            )
        ),
    ),
    installs=(Install("", applies=_fetches, shown="curl URL"),),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="curl(1), wget(1)",
)
