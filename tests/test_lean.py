"""Lean by itself over SSH, unless the settings say otherwise; and a look that was asked for is worn."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from desk.settings import Look, Theme, Wire
from tests.at_the_desk import at_the_desk
from tui.driver import CarefulDriver, ThinDriver
from tui.lean import FAR, lean, worn


@pytest.mark.parametrize("name", FAR)
def test_lean_over_ssh(name: str) -> None:
    assert lean(Wire.AUTO, {name: "192.0.2.1 50000 192.0.2.2 22"})
    assert not lean(Wire.FULL, {name: "192.0.2.1 50000 192.0.2.2 22"})


@pytest.mark.parametrize("env", [{}, {"SSH_AUTH_SOCK": "/run/agent"}, {"SSH_TTY": ""}])
def test_at_home_only_when_asked_for(env: Mapping[str, str]) -> None:
    assert not lean(Wire.AUTO, env)
    assert lean(Wire.LEAN, env)


def test_the_look_suits_the_line_unless_one_is_named() -> None:
    far = {"SSH_TTY": "/dev/pts/3"}
    assert worn(Look(), {}) is Theme.DARK
    assert worn(Look(), far) is Theme.ANSI
    assert worn(Look(Theme.LIGHT), far) is Theme.LIGHT


@pytest.mark.parametrize("wire", Wire)
async def test_only_the_full_wire_is_textuals_own(tmp_path: Path, wire: Wire) -> None:
    async with at_the_desk(tmp_path, look=Look(wire=wire)) as hands:
        driver = hands.app.get_driver_class()
    assert driver is (CarefulDriver if wire is Wire.FULL else ThinDriver)
