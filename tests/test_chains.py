"""Steps that are kept from one version of a Dockerfile to the next, and those that are planned anew."""

from collections.abc import Mapping

import pytest
from layerwise.builds.build import Build
from layerwise.cache.chains import Chains, Link, Named, Root
from layerwise.cache.environment import Environment
from layerwise.cache.image import Image
from layerwise.cache.kept import chains_of, forget
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.state import State
from layerwise.context.context import BuildContext
from layerwise.context.memory import Content, MemoryTree
from layerwise.syntax.parse import parse

_FILES: Mapping[str, Content] = {"package.json": "{}", "package-lock.json": "{}", "src/a.js": "1"}
_TWO = "FROM node:22 AS made; COPY src /s; RUN {}; FROM node:22; COPY --from=made /s /s; RUN npm ci"


class _Versions:
    """One build, whose Dockerfile is planned in one version after the other."""

    def __init__(self) -> None:
        forget()  # what other tests have planned in alike contexts
        self.build = Build(context=BuildContext(MemoryTree(_FILES)), label=".", origin="a test")

    def plan(self, lines: str) -> BuildPlan:
        return plan(parse(lines.replace("; ", "\n")), self.build)

    def ends(self, lines: str) -> list[object]:
        """What the stages of a version are made of."""
        return [stage.made for stage in self.plan(lines).stages]

    def links(self, lines: str) -> list[Link]:
        """The links of the last stage, from its top."""
        end = self.plan(lines).stages[-1].made
        found: list[Link] = []
        while isinstance(end, Link):
            found.insert(0, end)
            end = end.above
        return found

    @property
    def chains(self) -> Chains:
        return chains_of(self.build, "\\", {})


def _kept(one: list[Link], other: list[Link]) -> list[bool]:
    return [first is second for first, second in zip(one, other, strict=True)]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("FROM node:22; WORKDIR /a; COPY src .; RUN npm ci", [True, True, True]),
        ("# more; FROM node:22; WORKDIR /a; COPY src .; RUN npm ci", [True, True, True]),
        ("ARG A=b; FROM node:22; WORKDIR /a; COPY src .; RUN npm ci", [False, False, False]),
        ("FROM node:22; WORKDIR /a; COPY src .; RUN npm  ci", [True, True, False]),
        ("FROM node:22; WORKDIR /a; COPY src ./; RUN npm ci", [True, False, False]),
        ("FROM node:22; WORKDIR /b; COPY src .; RUN npm ci", [False, False, False]),
        ("FROM node:24; WORKDIR /a; COPY src .; RUN npm ci", [False, False, False]),
        ("FROM a; FROM node:22; WORKDIR /a; COPY src .; RUN npm ci", [False, False, False]),
    ],
)
def test_steps_are_kept_down_to_the_first_that_is_edited(other: str, kept: list[bool]) -> None:
    """By the top of the stage, its number, and the lines of the steps above and their own."""
    versions = _Versions()
    first = versions.links("FROM node:22; WORKDIR /a; COPY src .; RUN npm ci")

    assert _kept(first, versions.links(other)) == kept


def test_a_step_stands_where_it_stands_now() -> None:
    """One that is kept has the place of the version that was planned last."""
    versions = _Versions()
    versions.plan("FROM node:22; RUN npm ci")
    (step,) = versions.plan("# more; FROM node:22; RUN npm ci").stages[0].steps

    assert step.instruction.span.start == len("# more\nFROM node:22\n")
    assert step.events[0].span.start == step.instruction.span.start + len("RUN ")


def test_what_is_looked_up_decides_about_a_step() -> None:
    """A copy from a stage is another one with that stage, and the one of before with the stage of before."""
    versions = _Versions()
    first = versions.links(_TWO.format("a"))
    other = versions.links(_TWO.format("b"))

    assert _kept(first, other) == [False, False]
    assert _kept(first, versions.links(_TWO.format("a"))) == [True, True]
    assert _kept(other, versions.links(_TWO.format("b"))) == [True, True]


def test_one_of_several_lookups_is_enough() -> None:
    """A stage that copies from two others is another one with either of them."""
    versions = _Versions()
    lines = (
        "FROM a AS one; RUN {}; FROM a AS two; RUN {}; FROM a; COPY --from=one /s /s; COPY --from=two /s /t"
    )
    first = versions.links(lines.format("x", "x"))

    assert _kept(first, versions.links(lines.format("x", "y"))) == [True, False]
    assert _kept(first, versions.links(lines.format("y", "x"))) == [False, False]
    assert _kept(first, versions.links(lines.format("x", "x"))) == [True, True]


def test_four_variants_of_a_step_are_kept() -> None:
    """By the stages that it looks up; then the one that is longest unused is planned again."""
    versions = _Versions()
    first = versions.links(_TWO.format("a"))
    for name in "bcd":
        versions.links(_TWO.format(name))
    assert _kept(first, versions.links(_TWO.format("a"))) == [True, True]
    for name in "efgh":
        versions.links(_TWO.format(name))
    assert _kept(first, versions.links(_TWO.format("a"))) == [False, False]


def test_a_name_that_nobody_had_decides_as_well() -> None:
    """What was an image's name is that of a stage once one above is called so."""
    versions = _Versions()
    lines = "FROM node:22 AS {}; RUN a; FROM node:22; COPY --from=made /s /s"
    first = versions.links(lines.format("other"))

    assert _kept(first, versions.links(lines.format("made"))) == [False]
    assert _kept(first, versions.links(lines.format("other"))) == [True]


def test_a_stage_that_is_built_from_another() -> None:
    """It is the same while the other one is, and begins with its image."""
    versions = _Versions()
    lines = "FROM node:22 AS made; {}; FROM made; RUN npm ci"
    ends = versions.ends(lines.format("COPY src /s"))

    assert versions.ends("# more; " + lines.format("COPY src /s")) == ends
    other = versions.ends(lines.format("COPY src /t"))
    assert [one is two for one, two in zip(ends, other, strict=True)] == [False, False]
    above, below = ends
    assert isinstance(above, Link)
    assert isinstance(below, Link)
    assert isinstance(below.above, Root)
    assert below.above.image is above.image
    assert [event.label for event in below.above.events] == ["COPY src /s"]


def test_the_image_at_the_end_of_a_stage_alone_is_kept() -> None:
    """Others are built from that one."""
    links = _Versions().links("FROM node:22; COPY src /s; RUN a; RUN b")

    assert [link.image is not None for link in links] == [False, False, True]
    assert links[-1].image is not None
    assert len(links[-1].image.events) == 3


def test_a_stage_without_instructions() -> None:
    """It is made of its top, the same one each time."""
    versions = _Versions()
    (end,) = versions.ends("FROM node:22")

    assert isinstance(end, Root)
    assert versions.ends("# more; FROM node:22") == [end]
    assert versions.ends("FROM node:24") != [end]


def test_what_is_used_last_stays() -> None:
    """Of a small Dockerfile two hundred steps are kept and a quarter as many stages; a long one has more."""
    versions = _Versions()
    for number in range(240):
        versions.plan(f"FROM node:22; RUN {number}; RUN b")
    assert len(versions.chains) == 200

    first, last = (versions.links(f"FROM node:22; RUN {number}; RUN b") for number in (0, 239))
    assert versions.links("FROM node:22; RUN 239; RUN b")[0] is last[0]
    for number in range(2, 180):
        versions.plan(f"FROM node:22; RUN {number}; RUN b")
    assert versions.links("FROM node:22; RUN 0; RUN b")[0] is not first[0]
    versions.plan("FROM node:22" + "; RUN a" * 160)
    assert len(versions.chains) > 200


def test_names_that_are_asked_for_are_remembered() -> None:
    """Those of stages that are there, and those of none."""
    root = Root(State(environment=Environment({})))
    named = Named({"made": (0, root)})

    assert len(named) == 1
    assert list(named) == ["made"]
    assert named.asked == {}
    assert "other" not in named
    assert "made" in named
    index, image = named["made"]
    assert (index, image.events) == (0, Image().events)
    assert named.asked == {"other": None, "made": root}
