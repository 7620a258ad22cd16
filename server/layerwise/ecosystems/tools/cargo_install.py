"""Programs from Rust"s registry: `cargo install NAME`."""

from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Tool, Verdict


def _names_some(call: Call) -> bool:
    """With --path it builds a project; without a name the one in the working directory."""
    return bool(call.arguments) and not call.has("--path")


ECOSYSTEM = Ecosystem(
    name="cargo-install",
    tool=Tool(
        names=("cargo",),
        valued=frozenset(
            (
                "--version",
                "--vers",
                "--git",
                "--branch",
                "--tag",
                "--rev",
                "--path",
                "--root",
                "--registry",
                "--index",
                "-F",
                "--features",
                "--profile",
                "-j",
                "--jobs",
                "--target",
                "--config",
                "--color",
            )
        ),
    ),
    installs=(
        Install("install", applies=_names_some),
        Install("binstall", applies=_names_some),
    ),
    cache_dirs=("/usr/local/cargo/registry",),
    read=None,
    verdict=Verdict.MOVE_UP,
    cost=Cost.LONG,
    proof="the Cargo book, cargo install",
)
