"""The other Dockerfiles of a context, which the same ignore file is in force for."""

from collections.abc import Callable, Iterator
from importlib import import_module

from layerwise.builds.names import IGNORE_FILE, INLINE, is_dockerfile
from layerwise.builds.sources import is_compose_file
from layerwise.cache.plan import BuildPlan, plan
from layerwise.context.context import BuildContext
from layerwise.context.paths import join
from layerwise.context.tree import Entry
from layerwise.records import replace
from layerwise.syntax.parse import parse
from layerwise.unknown import Unknown

_MOST = 6  # are planned; a context with more has them in folders of their own
_LARGEST = 100_000  # characters; no Dockerfile that people write comes near it


def other_plans(known: BuildPlan) -> Iterator[BuildPlan]:
    """The plans of Dockerfiles in the context's root and beside the known one, built from the same context.

    Those in the root's compose files count as well, whichever context their services name.

    None where the known one has an ignore file of its own; those that have one are left out.
    """
    build = known.build
    context = build.context
    if isinstance(context, Unknown) or context.ignore.name != IGNORE_FILE:
        return
    for path in list(_paths(context, build.dockerfile))[:_MOST]:
        text = context.raw.text(path)
        has_own = isinstance(context.raw.entry(f"{path}{IGNORE_FILE}"), Entry)
        if isinstance(text, str) and len(text) <= _LARGEST and not has_own:
            yield plan(parse(text), replace(build, dockerfile=path, target=None, arguments={}))
    for text in list(_inline_texts(context))[:_MOST]:
        if text != known.document.text:
            yield plan(parse(text), replace(build, dockerfile=None, target=None, arguments={}))


def _inline_texts(context: BuildContext) -> Iterator[str]:
    """The Dockerfiles that stand in the compose files of the context's root, with all that compose leaves to others."""
    names = context.raw.names("")
    for name in () if isinstance(names, Unknown) else names:
        text = context.raw.text(name) if is_compose_file(name) else None
        if isinstance(text, str) and INLINE in text and len(text) <= _LARGEST:
            # YAML's reader takes long to import: only where there is something for it.
            texts: Callable[[str], Iterator[str]] = import_module("layerwise.builds.inlines").raw_texts
            yield from texts(text)


def _paths(context: BuildContext, own: str | None) -> Iterator[str]:
    folders = dict.fromkeys(("", (own or "").rpartition("/")[0]))
    for folder in folders:
        names = context.raw.names(folder)
        for name in () if isinstance(names, Unknown) else names:
            if is_dockerfile(name) and join(folder, name) != own:
                yield join(folder, name)
