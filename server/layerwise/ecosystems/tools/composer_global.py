"""Composer packages for the user: `composer global require NAME`."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

ECOSYSTEM = Ecosystem(
    name="composer-global",
    tool=Tool(
        names=("composer", "composer.phar"), valued=frozenset(("-d", "--working-dir")), launchers=("php",)
    ),
    installs=(Install("global require"),),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.SECONDS,
    proof="getcomposer.org, global",
)
