r"""
A copy carries secrets of the build context into a layer of the image.

## What it does

Finds a `COPY` or `ADD` that brings a file with a secret into the image: a token in `.npmrc`, passwords in `.env`,
`pip.conf`, `.netrc`, `auth.json`, `nuget.config` or `settings.xml`, logins of Docker, clouds and clusters, private
keys. A file's name makes it a candidate, what it holds decides: a placeholder such as `${NPM_TOKEN}`, a public key, an
`.env.example` and keys of tests are no secrets. What a file holds is never shown, nor written anywhere.

## Why is this bad?

Everyone who can pull the image can read what any of its layers holds. A later `RUN rm` does not help: the layer of the
copy keeps the file.

## Example

```text package.json
{"name": "shop", "version": "1.0.0", "dependencies": {"@shop/prices": "^2.0.0"}}
```

```text package-lock.json
{"name": "shop", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {"": {"name": "shop"}}}
```

```text .npmrc
//npm.shop.example/:_authToken=9fKq2LmZ7xTw4RvB8cYd3HsJ6pGn1A5u
```

```dockerfile
FROM node:22
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
#<^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ secret-in-context-copy
RUN npm ci
#   ~~~~~~ reads .npmrc
RUN rm .npmrc
#   ~~~~~~~~~ deletes .npmrc, which the layer of the copy keeps
```

Use instead:

```dockerfile
FROM node:22
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/app/.npmrc,required=true npm ci
```

```gitignore .dockerignore
.npmrc
```

It is built with `docker build --secret id=npmrc,src=.npmrc .`. A token that has been in an image which others could
pull is to be revoked.

## When not to use it

When the file is made up, or the image never leaves your machine. Put
`# layerwise: ignore=secret-in-context-copy` on the line above the `COPY`.

## What is looked at

Only layers of the image that is built, with what is copied into it from other stages: a secret that stays in a
build stage is not told. Files are looked for at the root of what is copied, in the folders below it, in places where
tools keep credentials (`.ssh`, `.aws`, …) and beside the files that installs read; the context is not searched through.

## Fix safety

The fix is for review, since it changes the image: the file is gone from it. It writes a line into `.dockerignore`; an
install that reads the file gets it as a secret mount, which needs BuildKit and an option of the build; names of
the file in a `COPY` or an `rm` go. There is none where another command reads the file, or where the copy names it and
no install reads it.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from layerwise.cache.plan import BuildPlan
from layerwise.cache.steps import Step
from layerwise.cache.target import needed_stages
from layerwise.findings.finding import Evidence, FileChange, Finding, Fix, Safety, Severity
from layerwise.findings.words import listed, shorten
from layerwise.rules.rule import Rule
from layerwise.secrets.layers import deletes, followed, kept, reads
from layerwise.secrets.search import Secret, brought
from layerwise.split.groups import copy_of
from layerwise.text import Span

if TYPE_CHECKING:  # what can be done is imported where there is a secret
    from layerwise.secrets.remedy import Remedy
    from layerwise.secrets.uses import Obstacle

_CODE = "secret-in-context-copy"


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each copy that brings secrets into a layer of the image."""
    seen: set[Span] = set()
    for plan in plans:
        needed = needed_stages(plan)
        for step in (step for stage in plan.stages if stage.index in needed for step in stage.steps):
            copy = copy_of(step)
            if copy is None or step.events[0].span in seen or _is_asked(plan, step):
                continue
            secrets = [one for one in brought(plan, copy) if kept(plan, step, one.target) is not None]
            secrets = [one for one in secrets if not _is_named_below(plan, step, one)]
            if secrets:
                seen.add(step.events[0].span)
                yield _finding(plan, step, secrets, plans)


def _is_named_below(plan: BuildPlan, step: Step, secret: Secret) -> bool:
    """Whether another copy of the stage below brings the same file by its name: it is told there."""
    from layerwise.secrets.uses import places  # noqa: PLC0415 - see above

    below = (copy_of(other) for other in plan.stages[step.stage].steps[step.number + 1 :])
    return any(
        copy is not None and copy.is_context and (secret.target, True) in places(copy, secret.source)
        for copy in below
    )


def _is_asked(plan: BuildPlan, step: Step) -> bool:
    """Whether a build argument that no known build gives decides what is copied."""
    words = (word.text for word in step.instruction.words[:-1])
    asked = (name for word in words for name in step.state.asked(word, plan.document.escape))
    return any(not step.state.environment.get(name) for name in asked)


def _finding(plan: BuildPlan, step: Step, secrets: Sequence[Secret], plans: Sequence[BuildPlan]) -> Finding:
    from layerwise.secrets.remedy import Remedy  # noqa: PLC0415 - see above
    from layerwise.secrets.uses import Obstacle  # noqa: PLC0415 - see above

    span = step.events[0].span
    judged = _judged(secrets, span, plans)
    return Finding(
        rule=_CODE,
        severity=Severity.WARNING,
        span=span,
        message=_message(secrets),
        evidence=tuple(_evidence(plan, step, secrets)),
        fixes=(_fix(judged),) if isinstance(judged, Remedy) else (),
        refusal=Evidence(judged.span, judged.why) if isinstance(judged, Obstacle) else None,
        keeps=tuple((secret.source, secret.kind.what) for secret in secrets),
    )


def _judged(secrets: Sequence[Secret], span: Span, plans: Sequence[BuildPlan]) -> "Remedy | Obstacle":
    """The remedy that is right in all builds, which must share their build context."""
    from layerwise.secrets.remedy import remedy  # noqa: PLC0415 - see above
    from layerwise.secrets.uses import Obstacle  # noqa: PLC0415 - see above

    first, *others = (remedy(plan, secrets, span) for plan in plans)
    if isinstance(first, Obstacle):
        return first
    for other, plan in zip(others, plans[1:], strict=True):
        if isinstance(other, Obstacle):
            return other
        if plan.build.context != plans[0].build.context or other.edits != first.edits:
            return Obstacle("its builds have several build contexts", span)
    return first


def _message(secrets: Sequence[Secret]) -> str:
    if len(secrets) == 1:
        return f"The image keeps {shorten(secrets[0].source)}, which holds {secrets[0].kind.what}"
    return f"The image keeps the secrets of {listed([shorten(secret.source) for secret in secrets])}"


def _evidence(plan: BuildPlan, step: Step, secrets: Sequence[Secret]) -> Iterator[Evidence]:
    """The commands that read or delete a file, and the copies with which it gets into the image."""
    found: dict[tuple[Span, str], list[str]] = {}
    for secret in secrets:
        way = kept(plan, step, secret.target)
        for taker in () if way is None else way.takers:
            found.setdefault((taker.events[0].span, "takes {} along"), []).append(secret.source)
        for other, event in followed(plan, step):
            if deletes(other, event, secret.target):
                words = "deletes {}, which the layer of the copy keeps"
            elif reads(other, event, secret.target):
                words = "reads {}"
            else:
                continue
            found.setdefault((event.span, words), []).append(secret.source)
    for (span, words), sources in sorted(found.items()):
        yield Evidence(span, words.format(listed([shorten(source) for source in sources])))


def _fix(found: "Remedy") -> Fix:
    ignored = found.ignored
    names = listed(found.paths)
    return Fix(
        title=_title(found, names),
        edits=found.edits,
        changes=(FileChange(ignored.path, ignored.is_new, (ignored.edit,)),),
        safety=Safety.REVIEW,
        reason=_reason(found, names),
    )


def _title(found: "Remedy", names: str) -> str:
    if not found.passed:
        return f"Ignore {names} in {found.ignored.path}"
    mounted = listed([one.source for one in found.passed])
    first, *more = found.passed
    ids = ", ".join(one.name for one in found.passed)
    options = f"a --secret for each of {ids}" if more else f"--secret id={first.name},src={first.source}"
    return f"Mount {mounted} for {shorten(first.install)}, built with {options}"


def _reason(found: "Remedy", names: str) -> str:
    verb, them = ("are", "them") if len(found.paths) > 1 else ("is", "it")
    reason = f"{names} {verb} no longer in the image"
    if found.perhaps is not None:
        later = "" if found.passed else ", or a program when it runs,"
        reason += f", where {shorten(found.perhaps.label)}{later} may read {them}"
    elif not found.passed:
        reason += f", where a program may read {them} when it runs"
    return f"{reason}; the mount needs BuildKit and the option --secret" if found.passed else reason


RULE = Rule(
    code=_CODE,
    severity=Severity.WARNING,
    page=__doc__ or "",
    check=check,
    is_circumstantial=True,
)
