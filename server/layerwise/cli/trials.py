"""A Dockerfile built as it is and as fixed, before and after an edit, on a copy of its build context."""

import secrets
from collections.abc import Mapping
from pathlib import Path

from layerwise.buildlog.read import read_log
from layerwise.cache.plan import BuildPlan
from layerwise.cli.progress import Progress
from layerwise.cli.texts import Unusable
from layerwise.context.context import BuildContext
from layerwise.host.archive import Item
from layerwise.host.builder import Builder, Built, Recipe
from layerwise.host.workshop import copy_context, put
from layerwise.logged import read_onto
from layerwise.proof import Compared, Trial, differing, differing_settings, edited_content
from layerwise.tuples import NamedTuple

_LONGEST = 300  # characters of a builder's complaint


class Case(NamedTuple):
    """A Dockerfile, its fixed form, and the file of the build context that is edited.

    `others` are the texts of other files of the context, by their paths in it, that the fixes change.
    """

    name: str
    before: BuildPlan
    after: BuildPlan
    root: Path
    others: Mapping[str, str]
    edit: str


class Proof(NamedTuple):
    """What came of it. `failed` says why the fixed Dockerfile does not build, and then nothing else is known."""

    case: Case
    builder: str
    first: tuple[Built, Built]
    failed: str | None = None
    edited: tuple[Built, Built] | None = None
    trials: tuple[Trial, Trial] | None = None
    compared: Compared | None = None


class Bench:
    """A builder and a folder, with the names of the images that were made."""

    def __init__(self, builder: Builder, folder: Path, progress: Progress) -> None:
        self.builder = builder
        self.folder = folder
        self.tags: list[str] = []
        self.progress = progress
        self._name = f"layerwise-prove-{secrets.token_hex(6)}"

    def build(self, recipe: Recipe, what: str, *, is_fresh: bool = False) -> Built:
        """Build, saying what."""
        self.progress.begin(f"{self.builder.name}: building {what}")
        self.tags.append(f"{self._name}:{len(self.tags) + 1}")
        log = self.folder / f"{len(self.tags)}.log"
        return self.builder.build(recipe, self.tags[-1], log, is_fresh=is_fresh, shows=self.progress.at)

    def files(self, tag: str) -> dict[str, Item]:
        """What an image holds."""
        self.progress.begin(f"{self.builder.name}: reading what the images hold")
        return self.builder.files(tag, self.folder)

    def forget(self) -> None:
        """Remove the images."""
        self.progress.begin(f"{self.builder.name}: removing what was built")
        self.builder.forget(self.tags)


def carry_out(case: Case, bench: Bench) -> Proof:
    """Build both forms, edit a file, build both again, and compare the images."""
    before, after = _recipes(case, bench.folder)
    one = bench.build(before, "as it is")
    if not one.has_succeeded:
        raise Unusable(f"{case.name} does not build as it is: {_complaint(one)} (--keep keeps the log)")
    other = bench.build(after, "as fixed")
    if not other.has_succeeded:
        return Proof(case, bench.builder.name, (one, other), failed=_complaint(other))
    images = bench.files(bench.tags[0]), bench.files(bench.tags[1])
    edited = _edited(case, bench, before, "as it is"), _edited(case, bench, after, "as fixed")
    return Proof(
        case,
        bench.builder.name,
        (one, other),
        edited=edited,
        trials=(_trial(case.before, edited[0]), _trial(case.after, edited[1])),
        compared=_compared(bench, before, images),
    )


def _edited(case: Case, bench: Bench, recipe: Recipe, form: str) -> Built:
    """Build after an edit of its own, so that what another form's build left in the cache cannot answer."""
    file, place = case.root / case.edit, recipe.context / case.edit
    content = file.read_bytes()
    put(place, edited_content(case.edit, content, secrets.token_hex(8)))
    built = bench.build(recipe, f"{form}, {case.edit} edited")
    put(place, content)
    if not built.has_succeeded:
        raise Unusable(
            f"{case.name} {form} does not build after an edit of {case.edit}; name another with --edit"
        )
    return built


def _recipes(case: Case, folder: Path) -> tuple[Recipe, Recipe]:
    """Both forms laid out; they share the copy of the context unless the fixes change it."""
    contexts = [folder / "context"]
    if case.others:
        contexts.append(folder / "context-fixed")
    for target, plan in zip(contexts, (case.before, case.after), strict=False):
        assert isinstance(plan.build.context, BuildContext), "it has been looked at"
        copy_context(plan.build.context, case.root, target)
    for path, text in case.others.items():
        put(contexts[-1] / path, text.encode())
    return (
        _recipe(case.before, contexts[0], folder / "as-is"),
        _recipe(case.after, contexts[-1], folder / "fixed"),
    )


def _recipe(plan: BuildPlan, context: Path, folder: Path) -> Recipe:
    """A Dockerfile outside its context, as its text would rerun the copies that bring it."""
    folder.mkdir()
    put(folder / "Dockerfile", plan.document.text.encode())
    # What is ignored is left out already; an ignore file in the context must not apply a second time.
    put(folder / "Dockerfile.dockerignore", b"# nothing\n")
    return Recipe(context, folder / "Dockerfile", plan.build.target, plan.build.arguments)


def _complaint(built: Built) -> str:
    lines = [line.strip() for line in built.log.splitlines() if line.strip().strip("-")]
    return (lines[-1] if lines else "the builder says nothing")[:_LONGEST]


def _trial(plan: BuildPlan, built: Built) -> Trial:
    read = read_log(built.log)
    logged = read_onto(plan, read)
    if logged is None:
        raise Unusable("the builder's log tells of no steps; name another builder with --builder")
    return Trial(plan, logged)


def _compared(
    bench: Bench, recipe: Recipe, images: tuple[Mapping[str, Item], Mapping[str, Item]]
) -> Compared:
    """The images as they were before the edit; where they differ, another build shows what differs always."""
    different = differing(*images)
    noise: frozenset[str] = frozenset()
    if different:
        again = bench.build(recipe, "as it is, without the cache, to see what differs anyway", is_fresh=True)
        if again.has_succeeded:
            noise = different & differing(images[0], bench.files(bench.tags[-1]))
    settings = differing_settings(*(bench.builder.settings(tag) for tag in bench.tags[:2]))
    return Compared(len(images[0].keys() | images[1].keys()), different - noise, noise, settings)
