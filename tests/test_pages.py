"""The generated pages are fresh, and their examples are true."""

import re
from pathlib import Path

import pytest
from checking import history_of, outcome, unmark
from layerwise.ecosystems import index as index_module
from layerwise.ecosystems.facts import Ecosystem, Verdict
from layerwise.ecosystems.indexing import index
from layerwise.ecosystems.registry import everything
from layerwise.pages import pages
from layerwise.rules import index as rules_index
from layerwise.rules.registry import RULES
from layerwise.rules.rule import Rule

_DOCS = Path(__file__).parent.parent / "docs"
_INDEX = Path(index_module.__file__)
_RULES = Path(rules_index.__file__)
_RULES_HEAD = '''"""Generated from server/layerwise/rules; `npm test -- --update` writes it again."""

MODULES = (
'''
_BLOCK = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", pages())
def test_page_is_fresh(name: str, update: bool) -> None:
    """A generated page says what the code says."""
    page = _DOCS / name
    if update:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(pages()[name])

    assert page.read_text() == pages()[name], "npm test -- --update writes the pages again"


def test_index_is_fresh(update: bool) -> None:
    """The index that says which ecosystem knows a command is that of the facts."""
    if update:
        _INDEX.write_text(index(everything()))

    assert _INDEX.read_text() == index(everything()), "npm test -- --update writes the index again"


def test_index_of_rules_is_fresh(update: bool) -> None:
    """The index of rules names the files of their folder."""
    frame = {"__init__", "index", "registry", "rule"}
    modules = sorted(path.stem for path in _RULES.parent.glob("*.py") if path.stem not in frame)
    text = _RULES_HEAD + "".join(f'    "{module}",\n' for module in modules) + ")\n"
    if update:
        _RULES.write_text(text)

    assert _RULES.read_text() == text, "npm test -- --update writes the index again"


def test_no_page_is_left_over() -> None:
    """Every page under docs/rules belongs to a rule."""
    kept = {f"rules/{path.name}" for path in (_DOCS / "rules").iterdir()}

    assert kept == {name for name in pages() if name.startswith("rules/")}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_example_is_true(rule: Rule) -> None:
    """A page's first Dockerfile has the findings drawn in it, and the second is exactly what the fix makes."""
    blocks = _BLOCK.findall(rule.page)
    files = {name: body for language, name, body in blocks if language == "text"}
    stated = files.pop("history", None)
    bad, good = (body for language, _, body in blocks if language == "dockerfile")
    others = {name: body for language, name, body in blocks if language == "gitignore"}
    got = outcome(unmark(bad), files, rule.code, history_of(stated) if stated is not None else None)

    assert got.picture == bad
    assert got.fixed == {"Dockerfile": good, **others}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_rule_has_fixtures(rule: Rule) -> None:
    """Every rule has a folder of fixtures named after it."""
    assert list((Path(__file__).parent / "fixtures" / rule.code).glob("*/Dockerfile"))


@pytest.mark.parametrize("ecosystem", everything().values(), ids=lambda ecosystem: ecosystem.name)
def test_ecosystem_has_fixtures(ecosystem: Ecosystem) -> None:
    """Every ecosystem has fixtures that are named after it, and says what completes its verdict."""
    folders = (Path(__file__).parent / "fixtures").glob(f"*/{ecosystem.name}-*/Dockerfile")

    assert list(folders)
    assert bool(ecosystem.condition) is (ecosystem.verdict in (Verdict.SPLIT_IF, Verdict.REFUSE))
