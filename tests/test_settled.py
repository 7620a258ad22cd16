"""Which steps stand below a wide copy no more, once the manifest-first splits are made."""

from collections.abc import Mapping

import pytest
from layerwise.context.memory import Content
from layerwise.split.settled import lifted
from planning import planned

_FILES: Mapping[str, Content] = {"requirements.txt": "six\n", "app.py": "1", "src/a.py": "1"}
_PIP = "RUN pip install -r requirements.txt"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (f"WORKDIR /app; COPY . .; {_PIP}", {"WORKDIR /app": True, "COPY . .": True, _PIP: True}),
        (
            f"WORKDIR /app; COPY . .; {_PIP} && rm app.py",
            {"WORKDIR /app": False, "COPY . .": False, f"{_PIP} && rm app.py": False},
        ),
        (
            f"WORKDIR /app; COPY . .; RUN chmod +x app.py; RUN touch /q; {_PIP}; RUN touch /r",
            {"WORKDIR /app": True, "COPY . .": True, "RUN touch /q": True, _PIP: True},
        ),
        (f"WORKDIR /app; COPY . .; RUN ./x; {_PIP}", {}),
        (f"WORKDIR /app; COPY requirements.txt ./; {_PIP}; COPY . .", {}),
    ],
)
def test_lifted(lines: str, found: dict[str, bool]) -> None:
    """The installs and what stays above them, with whether that is safe; nothing of a split that is refused."""
    plan = planned(f"FROM a; {lines}", _FILES)
    text = plan.document.text

    assert {span.of(text): is_safe for span, is_safe in lifted(plan, ()).items()} == found


def test_settled_by_one_of_two() -> None:
    """What a safe split and one for review have in common is settled safely, whichever comes first."""
    above = "FROM a AS p; WORKDIR /app"
    safe, review = f"FROM p; COPY . .; {_PIP}", f"FROM p; COPY src .; COPY . .; {_PIP} && rm app.py"
    for stages in (f"{safe}; {review}", f"{review}; {safe}"):
        plan = planned(f"{above}; {stages}", _FILES)
        spans = {span.of(plan.document.text): is_safe for span, is_safe in lifted(plan, ()).items()}

        assert spans["WORKDIR /app"]
        assert not spans[f"{_PIP} && rm app.py"]
