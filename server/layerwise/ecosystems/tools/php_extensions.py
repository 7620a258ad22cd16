"""Extensions of PHP in its official images, and from PECL."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict

_PECL = ("pecl", "pear")


def _is_script(call: Call) -> bool:
    return call.command.name not in _PECL and bool(call.arguments)


def _is_pecl(call: Call) -> bool:
    return call.command.name in _PECL


ECOSYSTEM = Ecosystem(
    name="php-extensions",
    tool=Tool(
        names=("docker-php-ext-install", "install-php-extensions", "pecl", "pear"), valued=frozenset(("-j",))
    ),
    installs=(
        Install("", applies=_is_script, shown="docker-php-ext-install"),
        Install("install", applies=_is_pecl, shown="pecl install"),
    ),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="the official image's page; pecl's own help",
)
