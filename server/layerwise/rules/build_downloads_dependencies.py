r"""
Dependencies are downloaded by the build itself, with every edit of the source.

## What it does

Finds a command that builds the project and downloads its dependencies on the way (`go build`, `mvn package`,
`cargo build`, `dotnet publish`, …), where nothing has downloaded them before the source is copied.

## Why is this bad?

The builder reruns the command when any file of the source has changed, and what it had downloaded is gone with the
layer: every edit downloads all dependencies again.

## Example

```text go.mod
module example.com/app

go 1.23

require github.com/google/uuid v1.6.0
```

```text go.sum
github.com/google/uuid v1.6.0 h1:NIvaJDMOsjHA8n1jAhLSgzrAzy1Hgr+hNrb57e+94F0=
github.com/google/uuid v1.6.0/go.mod h1:TIyPZe4MgqvfeYDBFedMoGGpEw/LqOeaOT+nhxU+yHo=
```

```text main.go
package main
```

```dockerfile
FROM golang:1.23
WORKDIR /src
COPY . .
#<^^^^ build-downloads-dependencies
RUN go build -o /app
#   ~~~~~~~~~~~~~~~~ its downloads need only go.mod, go.sum
```

Use instead:

```dockerfile
FROM golang:1.23
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -o /app
```

## When not to use it

Where a cache mount keeps the downloads (`RUN --mount=type=cache,target=/go/pkg/mod`) there is nothing to gain, and
nothing is said. Where the build runs without an imported cache, as in most CI set-ups, order alone saves nothing.

## Fix safety

The fix is for review, since it adds a command: one that downloads what the manifests name, which may be more than
the build uses. What the build makes is the same.
"""

from collections.abc import Iterator, Sequence

from layerwise.cache.plan import BuildPlan
from layerwise.ecosystems.facts import Install
from layerwise.findings.downloads import downloads
from layerwise.findings.finding import Finding, Severity
from layerwise.rules.rule import Rule

_CODE = "build-downloads-dependencies"


def check(plans: Sequence[BuildPlan]) -> Iterator[Finding]:
    """One finding for each group of copies and the builds whose downloads they rerun."""
    return downloads(plans, _CODE, _is_build)


def _is_build(install: Install) -> bool:
    return install.is_build


RULE = Rule(code=_CODE, severity=Severity.INFORMATION, page=__doc__ or "", check=check, is_of_families=True)
