"""The cache model and the fixes, held against real builds."""

from pathlib import Path

import pytest

from builder.builder import Builder, BuildResult, differences
from builder.cases import CASES, Case
from builder.contexts import Files, freshened, lay
from builder.product import Subject, disagreements, offered, predicted

pytestmark = pytest.mark.builder
_each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@_each_case
def test_model_predicts_what_reruns(case: Case, builder: Builder, tmp_path: Path) -> None:
    """After an edit of a source file exactly the predicted steps rerun, each install among them."""
    subject = _subject(case)
    _build(builder, subject, tmp_path / "before")
    rebuilt = _rebuild(builder, subject, case.edit, tmp_path / "after")

    assert disagreements(rebuilt, predicted(subject, [case.edit])) == []
    assert _installs_rerun(rebuilt, case) == list(case.installs)


@_each_case
def test_fix_keeps_the_image(case: Case, builder: Builder, tmp_path: Path) -> None:
    """The image after the fix holds the same paths, kinds, contents, modes, owners and link targets."""
    before = _build(builder, _subject(case), tmp_path / "before")
    fixed = _fixed(case)
    after = _build(builder, fixed, tmp_path / "after")
    assert before.image is not None
    assert after.image is not None

    assert differences(builder.files(before.image), builder.files(after.image)) == {}


@_each_case
def test_fix_saves_the_install(case: Case, builder: Builder, tmp_path: Path) -> None:
    """After the fix a source edit reruns what the model says and no install; a manifest edit reruns one."""
    fixed = _fixed(case)
    _build(builder, fixed, tmp_path / "before")
    edited = _rebuild(builder, fixed, case.edit, tmp_path / "source")
    manifest = _rebuild(builder, fixed, case.manifest, tmp_path / "manifest")

    assert disagreements(edited, predicted(fixed, [case.edit])) == []
    assert _installs_rerun(edited, case) == []
    assert disagreements(manifest, predicted(fixed, [case.manifest])) == []
    assert _installs_rerun(manifest, case) != []


def _subject(case: Case) -> Subject:
    return Subject(case.dockerfile, case.files, case.arguments, case.target)


def _fixed(case: Case) -> Subject:
    subject = _subject(case)
    offer = offered(subject, case.safety)
    assert offer.fixed is not None, (
        f"no {case.safety.value} fix offered: {[f.refusal for f in offer.findings]}"
    )
    return subject._replace(dockerfile=offer.fixed, files=offer.files)


def _build(builder: Builder, subject: Subject, directory: Path) -> BuildResult:
    return _build_with(builder, subject, subject.files, directory)


def _rebuild(builder: Builder, subject: Subject, edited: str, directory: Path) -> BuildResult:
    return _build_with(builder, subject, freshened(subject.files, edited), directory)


def _build_with(builder: Builder, subject: Subject, files: Files, directory: Path) -> BuildResult:
    result = builder.build(
        lay(directory, files), subject.dockerfile, target=subject.target, arguments=subject.arguments
    )
    assert result.failed is None, f"{subject.dockerfile}\n{result.failed}"
    return result


def _installs_rerun(result: BuildResult, case: Case) -> list[str]:
    return [
        words for words in case.installs if any(words in s.text and not s.is_cached for s in result.steps)
    ]
