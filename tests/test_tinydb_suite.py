"""TinyDB's own tests, as released, pass on our tables: what works on TinyDB works on the casebook.

The suite is in TinyDB's source distribution, which pip fetches by name into `.cache/` once. Where it cannot
be had, these tests are skipped and say why. To see the whole run:

    PYTHONPATH=.:tests .venv/bin/python -m pytest -c /dev/null -p tinydb_suite .cache/tinydb-*/tests
"""

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
CACHE = ROOT / ".cache"
RELEASE = f"tinydb-{version('tinydb')}"

EXCEPTIONS = {
    "test_tables::test_table_repr": "wants the class to be called Table; ours is LiveTable",
    "test_tinydb::test_repr": "wants the class to be called TinyDB; ours is Database",
    "test_tables::test_query_cache": "wants count() to fill the query cache; ours fetches nothing to count",
    "test_tables::test_query_cache_size": "wants count() to fill the query cache, too",
}
"""The tests of the suite that cannot pass, each with its reason."""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What became of each test of the suite: passed, failed, error or skipped."""
    report = tmp_path_factory.mktemp("suite") / "report.xml"
    run = [sys.executable, "-m", "pytest", "-p", "tinydb_suite", "-p", "no:cacheprovider", "-c", os.devnull]
    done = subprocess.run(
        [*run, f"--rootdir={the_suite()}", f"--junitxml={report}", f"{the_suite()}/tests"],
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"},
        cwd=report.parent,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert report.exists(), f"the suite did not run:\n{done.stdout}\n{done.stderr}"
    cases = ElementTree.parse(report).getroot().iter("testcase")
    return {f"{case.get('classname')}::{case.get('name')}": outcome(case) for case in cases}


def the_suite() -> Path:
    """The unpacked tests, fetched once; the rest of the distribution is left out, so that ours is tested."""
    place = CACHE / RELEASE
    if not place.exists():
        with tarfile.open(fetched()) as archive:
            tests = [each for each in archive if each.name.startswith(f"{RELEASE}/tests/")]
            archive.extractall(CACHE, members=tests, filter="data")
    return place


def fetched() -> Path:
    archive = CACHE / f"{RELEASE}.tar.gz"
    if not archive.exists():
        wanted = ["--no-deps", "--no-binary", "tinydb", RELEASE.replace("-", "==")]
        get = [sys.executable, "-m", "pip", "download", "--quiet", *wanted, "--dest", str(CACHE)]
        done = subprocess.run(get, capture_output=True, text=True, timeout=300, check=False)
        if not archive.exists():
            pytest.skip(f"TinyDB's suite is NOT run: pip cannot fetch {RELEASE}.tar.gz: {done.stderr[-300:]}")
    return archive


def outcome(case: ElementTree.Element) -> str:
    kinds = ("failure", "error", "skipped")
    return next((kind for kind in kinds if case.find(kind) is not None), "passed")


def bare(name: str) -> str:
    """The name without the folder and the parameters."""
    return re.sub(r"^tests\.|\[.*", "", name)


def test_every_test_of_the_suite_passes_but_the_exceptions(outcomes: dict[str, str]) -> None:
    broken = {name for name, became in outcomes.items() if became in ("failure", "error")}

    assert {name for name in broken if bare(name) not in EXCEPTIONS} == set()


def test_no_exception_is_made_without_need(outcomes: dict[str, str]) -> None:
    passed = {bare(name) for name, became in outcomes.items() if became == "passed"}

    assert passed & EXCEPTIONS.keys() == set()


def test_the_whole_suite_was_run(outcomes: dict[str, str]) -> None:
    passed = [name for name, became in outcomes.items() if became == "passed"]
    rooms = {bare(name).partition("::")[0] for name in passed}

    assert len(passed) > 200
    assert {"test_tinydb", "test_tables", "test_operations", "test_queries"} <= rooms
