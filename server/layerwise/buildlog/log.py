"""What a build log tells: its steps, each with whether it was cached and how long it took."""

from layerwise.tuples import NamedTuple


class LoggedStep(NamedTuple):
    """One step as the builder names it.

    `where` are the words before its number, such as a target, a platform and a stage; `number` and `total` count
    within the stage, 0 where the builder does not say. `is_cut`: the text ends before the instruction does.
    `seconds` is None where the log does not tell; `error` is None where it did not fail.
    """

    text: str
    where: tuple[str, ...] = ()
    number: int = 0
    total: int = 0
    is_cut: bool = False
    is_cached: bool = False
    seconds: float | None = None
    error: str | None = None
    output: tuple[str, ...] = ()

    @property
    def keyword(self) -> str:
        """The instruction's first word, upper case."""
        return self.text.partition(" ")[0].upper()


class BuildLog(NamedTuple):
    """One build: its steps in the order in which they are first named.

    `imports` are the caches that it was told to import, `failed_imports` those that did not come.
    """

    steps: tuple[LoggedStep, ...]
    imports: tuple[str, ...] = ()
    failed_imports: tuple[str, ...] = ()

    @property
    def is_cached(self) -> bool:
        """Whether any step was cached; a FROM does not count, for which the word means nothing."""
        return any(step.is_cached for step in self.steps if step.keyword != "FROM")
