"""The page and the units in docs/ say what is true: systemd takes them, amends understands each command."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path

import pytest

from desk.settings import load
from tests.test_laws import HOUSE
from tui.commands.parser import parser

DOCS = HOUSE / "docs"
UNITS = sorted(each for each in DOCS.iterdir() if each.suffix in (".service", ".timer"))
PAGE = (DOCS / "shared-host.md").read_text(encoding="utf-8")
AMENDS = re.compile(r"(?:^|[\s'`/])amends(?= )([^\n`]*)")


def test_the_page_names_every_unit_and_no_other() -> None:
    named = set(re.findall(r"amends-[a-z]+\.(?:service|timer)", PAGE))
    assert named == {each.name for each in UNITS}


@pytest.mark.parametrize("unit", UNITS, ids=lambda each: each.name)
def test_systemd_takes_the_unit(tmp_path: Path, unit: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("the units are NOT verified: there is no systemd-analyze here")
    for each in UNITS:  # a timer wants its service beside it; the programs are where this machine has them
        said = each.read_text(encoding="utf-8").replace("/opt/amends/bin/amends", sys.executable)
        (tmp_path / each.name).write_text(said, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        env={**os.environ, "SYSTEMD_LOG_LEVEL": "warning"},
        capture_output=True,
        check=False,
    )
    ours = [line for line in done.stderr.decode().splitlines() if unit.name in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("unit", UNITS, ids=lambda each: each.name)
def test_a_service_is_locked_in(unit: Path) -> None:
    read = RawConfigParser(strict=False)
    read.read(unit, encoding="utf-8")
    if unit.suffix == ".service":
        service = read["Service"]
        assert service["User"] == service["Group"] == "amends"
        assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("yes", "strict")
        assert service["CapabilityBoundingSet"] == ""


def commands() -> Iterator[list[str]]:
    """Yield the words of every amends command in the units, and on the page."""
    for unit in UNITS:
        for line in unit.read_text(encoding="utf-8").splitlines():
            if line.startswith("ExecStart="):
                yield from (
                    [*shlex.split(found.strip("'"))]
                    for found in AMENDS.findall(line.removeprefix("ExecStart="))
                )
    yield from (shlex.split(words) for words in re.findall(r"-- amends (.*)", PAGE))


def test_amends_understands_every_command() -> None:
    understood = [parser().parse_args(words).command for words in commands()]
    assert sorted(understood) == ["backup", "collect", "restore"]


def test_the_settings_on_the_page_can_be_followed(tmp_path: Path) -> None:
    found = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert found
    file = tmp_path / "settings.toml"
    file.write_text(found[1], encoding="utf-8")
    read = load(file, {"HOME": str(tmp_path), "USER": "dana"})
    assert (read.responder.name, read.store) == ("dana", Path("/var/lib/amends/amends.db"))
