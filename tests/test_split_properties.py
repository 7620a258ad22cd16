"""Properties of the split over generated Dockerfiles."""

from checking import analysed
from hypothesis import given, settings
from hypothesis import strategies as st
from layerwise.cache.compare import differences
from layerwise.rules.finding import Fix, Safety
from layerwise.text import apply

_LOCK = '{"lockfileVersion": 3, "packages": {"": {"name": "a"}}}'
_FILES = {
    "requirements.txt": "-r more/base.txt\nflask\n",
    "more/base.txt": "six\n",
    "package.json": '{"name": "a"}',
    "package-lock.json": _LOCK,
    "go.mod": "module example.com/a\n\ngo 1.23\n",
    "src/app.py": "1\n",
    "web/package.json": '{"name": "a"}',
    "web/package-lock.json": _LOCK,
    "web/index.js": "1\n",
    "prepare.sh": "echo\n",
}
_COPIES: tuple[str, ...] = (
    "COPY . .",
    "COPY . /app",
    "ADD . ./",
    "COPY --chown=1001 . .",
    'COPY [".", "/app/"]',
    "copy src ./src",
)
_COPIES += (
    "COPY package.json src/app.py ./",
    "COPY web/ ./web",
    "COPY --from=source /all .",
    "COPY ${WHERE:-.} .",
)
_INSTALLS: tuple[str, ...] = (
    "RUN pip install -r requirements.txt",
    "RUN npm ci",
    "RUN cd web && npm ci",
    "RUN go mod download",
)
_INSTALLS += ("RUN npm ci && npm run build", "RUN npm install", "RUN pip install flask", "RUN npm ci || true")
_BETWEEN: tuple[str, ...] = (
    "WORKDIR /app/web",
    "ENV A=b",
    "RUN chown -R 1001 /app",
    "RUN apt-get update",
    "RUN ./prepare.sh",
)
_BETWEEN += (
    "RUN mkdir -p /app/logs",
    "USER 1001",
    "RUN rm -rf web",
    "LABEL a=b",
    "# a comment",
    "",
    "RUN make",
)
_BETWEEN += ("RUN sed -i s/a/b/ package.json", "RUN touch /app/marker", "FROM build AS next", "EXPOSE 80")

_HEAD = "FROM alpine AS source\nCOPY . /all\nFROM node:22 AS build\nARG WHERE\nWORKDIR /app\n"
_dockerfiles = st.lists(st.sampled_from(_COPIES + _INSTALLS + _BETWEEN), min_size=2, max_size=8).map(
    lambda lines: _HEAD + "".join(f"{line}\n" for line in lines)
)


def _safe(text: str) -> list[Fix]:
    found = analysed(text, _FILES).findings
    return [fix for finding in found for fix in finding.fixes if fix.safety is Safety.SAFE]


@settings(max_examples=300, deadline=None)
@given(_dockerfiles)
def test_safe_fix_keeps_the_image(text: str) -> None:
    """A safe fix gives a Dockerfile in which every stage ends with the same files, made by the same events."""
    before = analysed(text, _FILES)
    for fix in _safe(text):
        after = analysed(apply(text, fix.edits), _FILES)

        assert list(differences(before.plans[0], after.plans[0])) == []


@settings(max_examples=300, deadline=None)
@given(_dockerfiles)
def test_fixing_ends(text: str) -> None:
    """Safe fixes applied one after another come to an end, and a fix once made is not offered again."""
    for _ in range(len(text.splitlines())):
        fixes = _safe(text)
        if not fixes:
            return
        fixed = apply(text, fixes[0].edits)

        assert fixed != text
        text = fixed

    assert _safe(text) == []


@settings(max_examples=200, deadline=None)
@given(_dockerfiles, st.integers(min_value=0, max_value=400))
def test_half_typed_text_is_analysed(text: str, end: int) -> None:
    """A Dockerfile cut off anywhere is analysed without an error."""
    analysed(text[:end], _FILES)
