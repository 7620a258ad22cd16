"""Terraform and OpenTofu: providers and modules, named by the configuration itself."""

from layerwise.context.tree import Tree
from layerwise.ecosystems.facts import Call, Cost, Ecosystem, Install, Reading, Reason, Tool, Verdict
from layerwise.ecosystems.reads import Reads


def _is_install(call: Call) -> bool:
    return not call.has("-h", "-help", "--help", "-version")


def _read(tree: Tree, call: Call) -> Reading:
    """All `.tf` files of the working directory, and those of modules in folders, which are the source."""
    if call.cwd is None:
        return Reading(unknown=Reason(f"the directory in which {call.command.name} runs is not known"))
    reads = Reads(tree, call.cwd)
    reads.needs_source(f"{call.command.name} reads every .tf file of the module", call.cwd)
    if call.command.feeds_arguments or any(word.value is None for word in call.arguments):
        reads.cannot_know("not all arguments are known")
    for path in (reads.resolve(name) for name in reads.names(reads.resolve(""))):
        if path.endswith((".tf", ".tf.json", ".tofu", ".tofu.json")):
            reads.text(path, "part of the configuration")
    lock = reads.resolve(".terraform.lock.hcl")
    is_there = reads.text(lock, "the locked providers") is not None
    made = () if is_there else (lock,)
    outputs = (reads.resolve(".terraform"), *made)
    return reads.reading(outputs=outputs, rewrites=(lock,) if is_there else ())


ECOSYSTEM = Ecosystem(
    name="terraform",
    tool=Tool(names=("terraform", "tofu"), directory=frozenset({"-chdir"})),
    installs=(
        Install("init", applies=_is_install),
        Install("get", applies=_is_install),
        Install("providers mirror", applies=_is_install),
    ),
    lockfiles=(".terraform.lock.hcl",),
    cache_dirs=(),
    ignore=("**/.terraform",),
    read=_read,
    verdict=Verdict.REFUSE,
    condition="since its configuration is the source itself",
    cost=Cost.SECONDS,
    proof="conservative, from Terraform's manual (`terraform init`)",
)
