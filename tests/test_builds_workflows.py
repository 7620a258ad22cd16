"""What GitHub workflows declare: actions, commands, matrices, checkouts, changing values."""

import textwrap

import pytest
from declaring import builds, declared
from hypothesis import given
from hypothesis import strategies as st
from layerwise.context.memory import Content

_CI = ".github/workflows/ci.yml"


def _job(steps: str, above: str = "") -> str:
    """A workflow of one job."""
    inside = textwrap.indent(textwrap.dedent(above), "    ")
    return f"jobs:\n  one:\n{inside}    steps:\n{textwrap.indent(textwrap.dedent(steps), '      ')}"


def _action(inputs: str) -> str:
    return f"- uses: docker/build-push-action@v6\n  name: build\n  with: {{{inputs}}}\n"


def _told(workflow: str, path: str = "Dockerfile") -> list[str]:
    """Each build, without the name of the workflow and the line."""
    files: dict[str, Content] = {_CI: workflow, "web/a": "", "api/Dockerfile": "FROM a\n", "docs/a": ""}
    return [line.replace(f"{_CI}, ", "").replace(f"({_CI}:", "(") for line in declared(files, path)]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ("context: .", [". Dockerfile: step build (6)"]),
        ("push: true", [". Dockerfile: step build (4)"]),
        ("context: './', file: ./Dockerfile, target: prod", [". Dockerfile: step build (6) target prod"]),
        ("context: web, file: Dockerfile", ["web None: step build (6)"]),
        ("context: web", []),
        ("context: '${{ github.workspace }}'", [". Dockerfile: step build (6)"]),
        ("context: '${{ github.workspace }}/web', file: Dockerfile", ["web None: step build (6)"]),
        ("context: '{{defaultContext}}'", [". Dockerfile: step build (6)"]),
        ("context: '{{defaultContext}}:web', file: ../Dockerfile", ["web None: step build (6)"]),
        ("context: 'https://github.com/x/y.git'", []),
        ("context: '${{ inputs.context }}'", []),
        ("context: ., file: '${{ inputs.file }}'", []),
        ("context: ., target: '${{ inputs.target }}'", [". Dockerfile: step build (6)"]),
        ("path: ., dockerfile: Dockerfile, build_args: 'A=1,B=2'", [". Dockerfile: step build (6) A=1 B=2"]),
        (
            'context: ., build-args: "A=1\\n B=${{ inputs.b }}\\n\\nC"',
            [". Dockerfile: step build (6) A=1 B=None C=None"],
        ),
        (
            'context: ., build-contexts: "docs=./docs\\nbase=docker-image://a"',
            [". Dockerfile: step build (6) @base=None @docs=docs"],
        ),
    ],
)
def test_action(inputs: str, expected: list[str]) -> None:
    """The inputs of the action; what the run decides is unknown, and no place is guessed."""
    assert _told(_job(_action(inputs))) == expected


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("- run: docker build .", [". Dockerfile: job one (4)"]),
        ("- run: docker build -t x:${{ github.sha }} .", [". Dockerfile: job one (4)"]),
        (
            "- name: a b\n  run: |\n    echo\n    docker buildx build --push -f Dockerfile web",
            ["web None: step a b (7)"],
        ),
        ("- run: cd web && docker build -f ../Dockerfile .", ["web None: job one (4)"]),
        ("- run: docker build -f ../Dockerfile .\n  working-directory: ./web", ["web None: job one (4)"]),
        ("- run: docker build $GITHUB_WORKSPACE", [". Dockerfile: job one (4)"]),
        ("- run: docker build ${{ github.workspace }}", [". Dockerfile: job one (4)"]),
        ("- run: docker build $DIR\n  env: {DIR: .}", [". Dockerfile: job one (4)"]),
        ("- run: docker build ${{ env.DIR }}\n  env: {DIR: .}", [". Dockerfile: job one (4)"]),
        ("- run: docker build --build-arg A=1 --build-arg=B=$B .", [". Dockerfile: job one (4) A=1 B=None"]),
        ("- run: docker build .\n  shell: pwsh", []),
        ("- run: docker build ${{ inputs.dir }}", []),
        ("- run: cd ${{ inputs.dir }}\n  env: {A: docker build .}", []),
        ("- run: cd ${{ inputs.dir }} && docker build .", []),
        ("- run: docker build . ${{ inputs.more }}", []),
        ("- run: echo docker build .", []),
        ("- run: docker build -", []),
    ],
)
def test_commands(step: str, expected: list[str]) -> None:
    """Commands of steps, where they run; a word that may be anything leaves it open."""
    assert _told(_job(step)) == expected


def test_defaults() -> None:
    """Directory and variables of the job and the workflow hold for their steps."""
    text = "env: {FILE: Dockerfile}\n" + _job(
        "- run: docker build -f ../$FILE .", "defaults: {run: {working-directory: web}}\n"
    )

    assert _told(text) == ["web None: job one (6)"]


@pytest.mark.parametrize(
    ("matrix", "inputs", "expected"),
    [
        ("{d: [web, docs]}", "context: '${{ matrix.d }}', file: Dockerfile", ["web", "docs"]),
        ("{d: [web, docs], exclude: [{d: web}]}", "context: '${{ matrix.d }}', file: Dockerfile", ["docs"]),
        ("{include: [{d: web}, {d: docs}]}", "context: '${{ matrix.d }}', file: Dockerfile", ["web", "docs"]),
        ("{i: [{d: web}, {d: docs}]}", "context: '${{matrix.i.d}}', file: Dockerfile", ["web", "docs"]),
        ("{v: [1, 2]}", "context: ., build-args: 'V=${{ matrix.v }}'", [". V=1"]),
        ("{v: [1, 2], include: [{v: 2, d: web}]}", "context: './${{ matrix.d }}', file: Dockerfile", ["web"]),
        ("{t: [a, b]}", "context: ., target: '${{ matrix.t }}'", [". target a", ". target b"]),
        ("'${{ fromJSON(inputs.x) }}'", "context: '${{ matrix.d }}', file: Dockerfile", []),
        ("{d: ['${{ inputs.d }}']}", "context: '${{ matrix.d }}', file: Dockerfile", []),
    ],
)
def test_matrix(matrix: str, inputs: str, expected: list[str]) -> None:
    """Places and stages are told for each combination, other arguments by the first."""
    told = _told(_job(_action(inputs), f"strategy: {{matrix: {matrix}}}\n"))

    assert [f"{line.split()[0]}{line.partition(')')[2]}" for line in told] == expected


@pytest.mark.parametrize(
    ("checkout", "inputs", "expected"),
    [
        ("", "context: .", ["."]),
        ("with: {path: src}", "context: src", ["."]),
        ("with: {path: src}", "context: .", []),
        ("with: {repository: other/project}", "context: .", []),
        ("with: {repository: '${{ github.repository }}'}", "context: .", ["."]),
        ("with: {repository: other/project, path: x}", "context: x", []),
        ("with: {path: src}", "context: src/web, file: src/Dockerfile", ["web"]),
    ],
)
def test_checkouts(checkout: str, inputs: str, expected: list[str]) -> None:
    """Paths are those of the checkout that they lie in; another repository's are none of ours."""
    steps = f"- uses: actions/checkout@v4\n  {checkout}\n" + _action(inputs)

    assert [line.split()[0] for line in _told(_job(steps))] == expected


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("${{ github.sha }}", "${{ github.sha }}"),
        ("v-${{github.run_number}}", "${{ github.run_number }}"),
        ("${{ github.event.pull_request.head.sha || github.sha }}", None),
        ("${{ env.SHA }}", "${{ env.SHA }}"),
        ("${{ env.NOW }}", "${{ env.NOW }}"),
        ("${{ steps.date.outputs.day }}", "${{ steps.date.outputs.day }}"),
        ("${{ fromJSON(steps.meta.outputs.json).labels['org.opencontainers.image.revision'] }}", None),
        ("${{ github.ref_name }}", ""),
        ("${{ steps.meta.outputs.version }}", ""),
        ("${{ steps.date.outputs.branch }}", ""),
        ("${{ env.BRANCH }}", ""),
        ("${{ secrets.github_sha }}", ""),
        ("1", ""),
    ],
)
def test_changing(argument: str, told: str | None) -> None:
    """Commits, runs and times change with each build; branches and unknown outputs are not said to."""
    steps = f"""\
        - id: date
          run: |
            echo "day=$(date +%F)" >> "$GITHUB_OUTPUT"
            echo "branch=$(git rev-parse --abbrev-ref HEAD)" >> $GITHUB_OUTPUT
            echo NOW=$(date -u) >> $GITHUB_ENV
        - uses: docker/build-push-action@v6
          with:
            context: .
            build-args: A={argument}
          name: build
        """
    text = _job(steps, "env: {SHA: '${{ github.sha }}', BRANCH: '${{ github.ref }}'}\n")

    (build,) = builds({_CI: text})

    expected = argument if told is None else told
    assert build.changing == ({"A": f"{_CI}, step build: {expected}"} if expected else {})


@pytest.mark.parametrize(
    ("run", "told"),
    [
        ("docker build --build-arg A=${{ github.sha }} .", "${{ github.sha }}"),
        ("docker build --build-arg A=$GITHUB_SHA .", "$GITHUB_SHA"),
        ("docker build --build-arg 'A=${{ github.run_id }}' .", "${{ github.run_id }}"),
        ("docker build --build-arg A=$(git rev-parse --short HEAD) .", "$(git rev-parse --short HEAD)"),
        ('SHA=$(git rev-parse HEAD)\ndocker build --build-arg A="$SHA" .', "$SHA"),
        ("docker build --build-arg A=$REV .", "${{ github.sha }}"),
        ("docker build --build-arg A=$(git branch --show-current) .", None),
        ("docker build --build-arg A=$VERSION .", None),
        ("docker build --build-arg A=${{ github.ref }} .", None),
    ],
)
def test_changing_in_commands(run: str, told: str | None) -> None:
    """The same of the commands' own words."""
    lines = textwrap.indent(run, "    ")
    (build,) = builds(
        {_CI: _job(f"- name: build\n  env: {{REV: '${{{{ github.sha }}}}'}}\n  run: |\n{lines}\n")}
    )

    assert build.changing == ({} if told is None else {"A": f"{_CI}, step build: {told}"})


def test_composite_action() -> None:
    """A composite action of the repository is read as a job."""
    text = "name: image\nruns:\n  using: composite\n  steps:\n    - run: docker build .\n      shell: bash\n"

    assert declared({".github/actions/image/action.yml": text}) == [
        ". Dockerfile: .github/actions/image/action.yml, job image (.github/actions/image/action.yml:5)"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "docker build",
        "jobs: docker build",
        "jobs: {a: {steps: docker build}}",
        "jobs: {a: {steps: [docker build]}}",
        "jobs: {a: {steps: [{run: [docker build .]}]}}",
        "jobs: {a: {strategy: {matrix: [docker build]}, steps: [{run: }]}}",
        "jobs: {a: {steps: [{uses: docker/build-push-action, with: []}]}} [",
        "a: &a {steps: *a} # docker build",
    ],
)
def test_broken(text: str) -> None:
    """A file that is no workflow says nothing."""
    assert _told(text) == []


@given(st.text(alphabet="$ {}matrix.-dockerbuild\n:'\"&|>;", max_size=60))
def test_any_text(text: str) -> None:
    """Whatever stands in a workflow, there is an answer."""
    declared({_CI: _job(f"- run: docker build {text}")})
    declared({_CI: f"docker build\n{text}"})
