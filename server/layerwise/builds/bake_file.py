"""One bake file, or several laid over each other: variables, targets, and which targets are built."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product

from layerwise.builds.bake_values import Environment, text_of
from layerwise.manifests.hcl_text import load, template
from layerwise.manifests.hcl_values import Block, Expression, Items, Members, Null, Template
from layerwise.manifests.json_text import Json, load_object, locate
from layerwise.text import Lines
from layerwise.tuples import NamedTuple
from layerwise.unknown import Unknown

_GIVEN = Unknown("its value comes from the environment")
_MOST = 100  # builds of one target's matrix


class Target(NamedTuple):
    """A target: its attributes, and the line that names its context, else the head of its block.

    `source` is its name before a matrix gives it others.
    """

    name: str
    path: str
    line: int
    values: Mapping[str, Expression]
    source: str


class BakeFile(NamedTuple):
    """What bake files say; `groups` are the names of all targets that a group holds."""

    targets: tuple[Target, ...]
    variables: Environment
    groups: frozenset[str]

    def built(self) -> Iterator[tuple[Target, Environment]]:
        """The targets that are builds of their own, what they inherit filled in, each with its variables."""
        by_name = {target.name: target for target in self.targets}
        done: dict[str, Mapping[str, Expression]] = {}
        inherited = {name for target in self.targets for name in _names(target.values.get("inherits"))}
        for target in self.targets:
            is_part = target.name in inherited or target.name.startswith("_")
            if is_part and target.name not in self.groups and target.name != "default":
                continue
            whole = target._replace(values=_inherited(target, by_name, done))
            yield from _each(whole, self.variables)


def laid_over(base: BakeFile, top: BakeFile) -> BakeFile:
    """What both files say, the second where they differ."""
    over = {target.name: target for target in top.targets}
    kept = {target.name for target in base.targets}
    merged = [
        target._replace(values=_merged(target.values, over[target.name].values))
        if target.name in over
        else target
        for target in base.targets
    ]
    return BakeFile(
        (*merged, *(target for target in top.targets if target.name not in kept)),
        {**base.variables, **top.variables},
        base.groups | top.groups,
    )


@lru_cache(maxsize=16)
def read_hcl(text: str, path: str) -> BakeFile:
    """The file's targets and variables; none where it is no HCL."""
    root = load(text)
    blocks = root.blocks if isinstance(root, Block) else ()
    lines = Lines(text)
    targets: dict[str, Target] = {}
    variables: dict[str, Expression] = {}
    groups: set[str] = set()
    for block in blocks:
        values = {name: attribute.value for name, attribute in block.attributes.items()}
        if block.kind == "target" and block.labels:
            head = block.attributes["context"].span if "context" in block.attributes else block.span
            name, line = block.labels[0], lines.place(head.start).line + 1
            earlier = targets[name].values if name in targets else {}
            targets[name] = Target(name, path, line, _merged(earlier, values), name)
        elif block.kind == "variable" and block.labels:
            variables[block.labels[0]] = values.get("default", _GIVEN)
        elif block.kind == "group":
            groups.update(_names(values.get("targets")))
    if isinstance(root, Block):
        # A variable may also be set like an attribute: `TAG = "latest"`.
        variables.update((name, attribute.value) for name, attribute in root.attributes.items())
    return BakeFile(tuple(targets.values()), variables, frozenset(groups))


@lru_cache(maxsize=16)
def read_json(text: str, path: str) -> BakeFile:
    """The same of the JSON form, whose strings are templates."""
    root = load_object(text)
    if isinstance(root, Unknown):
        return BakeFile((), {}, frozenset())
    lines = Lines(text)

    def line(name: str) -> int:
        span = locate(text, ("target", name, "context")) or locate(text, ("target", name))
        return 1 if span is None else lines.place(span.start).line + 1

    targets = tuple(
        Target(name, path, line(name), {key: _expression(one) for key, one in _object(value).items()}, name)
        for name, value in _object(root.get("target")).items()
    )
    variables = {
        name: _expression(said["default"]) if "default" in (said := _object(value)) else _GIVEN
        for name, value in _object(root.get("variable")).items()
    }
    groups = (
        name
        for group in _object(root.get("group")).values()
        for name in _names(_expression(_object(group).get("targets")))
    )
    return BakeFile(targets, variables, frozenset(groups))


def _inherited(
    target: Target, by_name: Mapping[str, Target], done: dict[str, Mapping[str, Expression]]
) -> Mapping[str, Expression]:
    """The attributes of a target with those that it inherits; of several parents the last counts."""
    if target.name not in done:
        done[target.name] = target.values  # for targets that inherit from themselves
        values: Mapping[str, Expression] = {}
        for name in _names(target.values.get("inherits")):
            if name in by_name:
                values = _merged(values, _inherited(by_name[name], by_name, done))
        done[target.name] = _merged(values, target.values)
    return done[target.name]


def _merged(base: Mapping[str, Expression], top: Mapping[str, Expression]) -> Mapping[str, Expression]:
    """Attributes of both, maps member by member."""
    merged = {**base, **top}
    for name, value in top.items():
        below = base.get(name)
        if isinstance(value, Members) and isinstance(below, Members):
            merged[name] = Members({**below.values, **value.values})
    return merged


def _each(target: Target, variables: Environment) -> Iterator[tuple[Target, Environment]]:
    """The target for each place and stage that its matrix leads to, or just as it is.

    Combinations that differ in other arguments only are told once, by the first of them.
    """
    matrix = target.values.get("matrix")
    if not isinstance(matrix, Members):
        yield target, variables
        return
    axes = [one.values if isinstance(one, Items) else () for one in matrix.values.values()]
    told: set[tuple[str, ...]] = set()
    for number, values in enumerate(product(*axes)):
        if number >= _MOST:
            return
        environment = {**variables, **dict(zip(matrix.values, values, strict=True))}
        where = tuple(
            str(text_of(target.values.get(name), environment)) for name in ("context", "dockerfile", "target")
        )
        if where not in told:
            told.add(where)
            name = text_of(target.values.get("name"), environment)
            yield target._replace(name=name if isinstance(name, str) else target.name), environment


def _names(expression: Expression | None) -> list[str]:
    """The plain texts of a list."""
    values = expression.values if isinstance(expression, Items) else ()
    return [name for value in values if isinstance(name := text_of(value, {}), str)]


def _object(value: Json | None) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _expression(value: Json | None) -> Expression:
    match value:
        case str():
            return template(value)
        case bool():
            return Template((str(value).lower(),))
        case int() | float():
            return Template((str(value),))
        case list():
            return Items(tuple(_expression(one) for one in value))
        case dict():
            return Members({name: _expression(one) for name, one in value.items()})
        case _:
            return Null()
