"""Who says how a Dockerfile is built, in markdown: with the line that says it, and a link there where one is shown."""

from collections.abc import Callable, Iterator, Sequence

from layerwise.builds.build import Build, Said
from layerwise.markdown import prose
from layerwise.records import dataclass

_SHOWN = 3  # other builds named

Link = Callable[[Said], str | None]
"""The address of a line for clients that open such links; None where there is none."""


def unlinked(said: Said) -> str | None:
    """No address, for clients that open none."""
    del said
    return None


@dataclass(frozen=True, slots=True)
class Origins:
    """How builds are named: with links, and with the others that a choice has left out."""

    link: Link = unlinked
    others: Sequence[Build] = ()

    def named(self, build: Build) -> str:
        """Who declares a build and where: a link, or "compose.yaml:12, service web"."""
        said = build.said
        if said is None:
            return prose(build.origin)
        address = self.link(said)
        if address is not None:
            return f"[{prose(build.origin)}]({address})"
        place = f"{said.path}:{said.line}"
        # Most origins begin with the file's path, some with it and the line.
        rest = build.origin.removeprefix(said.path).removeprefix(f", line {said.line}")
        return prose(f"{place}{rest}" if build.origin.startswith(said.path) else f"{build.origin}, {place}")

    def left_out(self) -> Iterator[str]:
        """One line about the builds that a choice has left out, if there are any."""
        if self.others:
            names = "; ".join(self.named(build) for build in self.others[:_SHOWN])
            rest = len(self.others) - _SHOWN
            more = f"; and {rest} more" if rest > 0 else ""
            yield f"Judged by this build alone, as chosen; left out: {names}{more}."
