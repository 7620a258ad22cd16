r"""
An ignore file leaves out what a build needs.

## What it does

Finds lines of `.dockerignore` that leave out a file which a `COPY` or `ADD` of a Dockerfile names, or the manifest or
lockfile of an install.

## Why is this bad?

A copy of a file that is left out fails, and so does an install without its manifest. Without its lockfile an install
takes other versions than the project has settled on, or fails.

## Example

```text package.json
{"dependencies": {"express": "5.1.0"}}
```

```text package-lock.json
{"lockfileVersion": 3, "packages": {}}
```

```text Dockerfile
FROM node:22
COPY . .
RUN npm ci
```

```gitignore .dockerignore
package-lock.json
#<^^^^^^^^^^^^^^^ needed-file-ignored
node_modules
```

Use instead:

```gitignore .dockerignore
node_modules
```

## When not to use it

When a lockfile is left out on purpose, put `# layerwise: ignore=needed-file-ignored` on the line above.

## Fix safety

The line goes where it names nothing but that file; otherwise an exception is put below all lines. That is for
review: the file enters the image.
"""

import posixpath
from collections.abc import Iterator

from layerwise.cache.event import Event
from layerwise.cache.plan import BuildPlan, plan
from layerwise.cache.target import needed_stages
from layerwise.context.context import BuildContext
from layerwise.context.ignore import Ignore, parse_ignore
from layerwise.context.ignore_lines import appended
from layerwise.context.pattern import escape, matches
from layerwise.context.tree import Entry
from layerwise.findings.finding import Finding, Fix, Safety, Severity
from layerwise.findings.words import shorten
from layerwise.ignore_files.file import IgnoreFile, Line
from layerwise.ignore_files.rule import IgnoreRule
from layerwise.records import replace
from layerwise.text import apply
from layerwise.tuples import NamedTuple

_CODE = "needed-file-ignored"
_WIDTH = 24  # of each of the two names in the message


class _Hidden(NamedTuple):
    """A path that is left out and needed, and what needs it.

    `is_broken`: the build surely fails; `is_lockfile`: it is done without, and versions are chosen anew.
    """

    path: str
    by: str
    is_broken: bool
    is_lockfile: bool


def check(file: IgnoreFile) -> Iterator[Finding]:
    """One finding for each line that leaves out what some build needs."""
    seen: set[Line] = set()
    for one in file.plans:
        for hidden in _hidden(one, file):
            deciding = file.ignore.deciding(hidden.path)
            line = next((line for line in file.lines if line.pattern is deciding), None)
            if line is not None and line not in seen:
                seen.add(line)
                yield _finding(file, line, hidden, one.build.dockerfile)


def _hidden(known: BuildPlan, file: IgnoreFile) -> Iterator[_Hidden]:
    """What a build would take if nothing were ignored, and does not get."""
    context = known.build.context
    if not isinstance(context, BuildContext) or not file.lines:
        return
    open_build = replace(known.build, context=replace(context, ignore=Ignore(name=context.ignore.name)))
    whole = plan(known.document, open_build)
    needed = needed_stages(whole)
    got = {_key(event): event for stage in known.stages for event in stage.events}
    for stage in whole.stages:
        for event in stage.events if stage.index in needed else ():
            for path in _taken(event, stage.events, got.get(_key(event))):
                entry = context.raw.entry(path)
                if isinstance(entry, Entry) and file.ignore.is_ignored(path) and not _holds(context, path):
                    lockfiles = event.install.ecosystem.lockfiles if event.install is not None else ()
                    is_lockfile = posixpath.basename(path) in lockfiles
                    yield _Hidden(path, event.label, event.copy is not None, is_lockfile)


def _holds(context: BuildContext, path: str) -> bool:
    """Whether the path is there all the same: a folder that holds something which an exception lets in."""
    return context.entry(path) is not None


def _key(event: Event) -> tuple[object, ...]:
    return event.span, event.label


def _taken(event: Event, above: tuple[Event, ...], got: Event | None) -> Iterator[str]:
    """The context paths that a copy names, or that an install opens in its own folder and does not get."""
    if event.copy is not None:
        is_plain = event.copy.is_context and not event.copy.watched
        yield from (mapping.source for mapping in event.copy.mappings if is_plain and mapping.source)
    if event.install is None or event.reading is None or got is None or got.reading is None:
        return
    left = {need.path for need in got.reading.needs}
    missing = got.reading.unknown.path if got.reading.unknown is not None else None
    names = (*event.install.ecosystem.manifests, *event.install.ecosystem.lockfiles)
    copies = [one.copy for one in above if one.copy is not None]
    for need in event.reading.needs:
        folder, _, name = need.path.rpartition("/")
        is_own = (folder or "/") == event.install.call.cwd and any(matches(one, name) for one in names)
        if need.path not in left and (is_own or need.path == missing):
            copy = next((one for one in reversed(copies) if one.source_of(need.path)), None)
            source = copy.source_of(need.path) if copy is not None and copy.is_context else None
            if source:
                yield source


def _finding(file: IgnoreFile, line: Line, hidden: _Hidden, dockerfile: str | None) -> Finding:
    where = f" of {shorten(dockerfile, _WIDTH)}" if dockerfile is not None else ""
    verb = "would keep to" if hidden.is_lockfile else "needs"
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING if hidden.is_broken else Severity.INFORMATION,
        span=line.span,
        message=f"{shorten(hidden.by, _WIDTH)}{where} {verb} {shorten(hidden.path, _WIDTH)}",
        fixes=_fixes(file, line, hidden.path),
    )


def _fixes(file: IgnoreFile, line: Line, path: str) -> tuple[Fix, ...]:
    is_alone = line.pattern.pattern == path
    edit = file.removed(line) if is_alone else appended(file.text, [f"!{escape(path)}"])
    if parse_ignore(apply(file.text, (edit,)), file.ignore.name).is_ignored(path):
        return ()
    title = "Remove the line" if is_alone else f"Let {path} in by an exception"
    return (Fix(title=title, edits=(edit,), safety=Safety.REVIEW, reason=f"{path} would enter the image"),)


RULE = IgnoreRule(code=_CODE, severity=Severity.WARNING, page=__doc__ or "", check=check)
