"""How instructions call the stages that they take from: by name or by number."""

from layerwise.cache.asked import kept
from layerwise.cache.plan import BuildPlan, PlannedStage
from layerwise.syntax.moved import as_read
from layerwise.syntax.tree import Instruction


def called_by(instruction: Instruction) -> frozenset[str]:
    """What an instruction copies from or mounts, as it says, in lower case; what else its flags say is among it."""
    said = [flag.value or "" for flag in instruction.flags if flag.name in ("from", "mount")]
    return frozenset(piece.removeprefix("from=").lower() for value in said for piece in value.split(","))


def called_in(plan: BuildPlan, stage: PlannedStage) -> frozenset[str]:
    """The same of all instructions of a stage."""
    return kept(plan, stage, _called)


def calls_by_number(plan: BuildPlan) -> bool:
    """Whether a stage may be called by its number, which changes when one is put above it."""
    called = (name for stage in plan.stages for name in called_in(plan, stage))
    return any(name.isdigit() for name in (*called, plan.build.target or ""))


def _called(_: BuildPlan, stage: PlannedStage) -> frozenset[str]:
    return frozenset().union(*map(called_by, map(as_read, stage.stage.instructions)))
