"""All installs of the cases to be tested, or one reason why there are none."""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

import pytest

from installers.cases import Case
from installers.outcome import Outcome, Whole, of_closure, of_phases, of_whole
from installers.places import why_not_ready


class Runs(NamedTuple):
    """The installs of one case, each begun and perhaps not yet done."""

    whole: Future[Whole]
    alone: Future[Outcome]
    lacking: Future[Outcome] | None
    phases: Future[Outcome | None] | None


@pytest.fixture(scope="session")
def runs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Mapping[str, Runs]]:
    """The installs of every case among the chosen tests, by its name; they are run side by side."""
    reason = why_not_ready()
    if reason is not None:
        pytest.skip(reason)
    given = [item.callspec.params.get("case") for item in request.session.items if hasattr(item, "callspec")]
    cases = {case.name: case for case in given if isinstance(case, Case)}
    place = tmp_path_factory.mktemp("installers")
    with ThreadPoolExecutor(max_workers=2 * (os.cpu_count() or 1)) as pool:
        yield {
            name: Runs(
                pool.submit(of_whole, case, place / f"{number}-whole"),
                pool.submit(of_closure, case, place / f"{number}-alone"),
                pool.submit(of_closure, case, place / f"{number}-lacking", without=case.without)
                if case.without
                else None,
                pool.submit(of_phases, case, place / f"{number}-phases") if case.needs_source else None,
            )
            for number, (name, case) in enumerate(cases.items())
        }
        pool.shutdown(cancel_futures=True)


@pytest.fixture
def whole(case: Case, runs: Mapping[str, Runs]) -> Whole:
    """The case's install in its whole project."""
    return runs[case.name].whole.result()


@pytest.fixture
def alone(case: Case, runs: Mapping[str, Runs]) -> Outcome:
    """The case's install with the needed files alone."""
    return runs[case.name].alone.result()


@pytest.fixture
def lacking(case: Case, runs: Mapping[str, Runs]) -> Outcome:
    """The case's install with one needed file left out."""
    run = runs[case.name].lacking
    assert run is not None, "the case names a file to leave out"
    return run.result()


@pytest.fixture
def phased(case: Case, runs: Mapping[str, Runs]) -> Outcome | None:
    """The case's install taken apart, None where the product has no phases for it."""
    run = runs[case.name].phases
    assert run is not None, "the case needs the source"
    return run.result()
