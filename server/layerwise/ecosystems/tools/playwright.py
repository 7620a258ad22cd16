"""Browsers for Playwright and Puppeteer."""

from layerwise.ecosystems.facts import Cost, Ecosystem, Install, Tool, Verdict

ECOSYSTEM = Ecosystem(
    name="playwright",
    tool=Tool(names=("playwright",), launchers=("npx", "bunx", "pnpx"), modules=("playwright",)),
    installs=(
        Install("install"),
        Install("install-deps"),
    ),
    cache_dirs=("/root/.cache/ms-playwright",),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.MINUTES,
    proof="playwright.dev, Browsers",
)
