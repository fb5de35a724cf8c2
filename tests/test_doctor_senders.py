"""The doctor says where each sender hands in, and whether its secret can be had."""

from pathlib import Path

import pytest

from desk.doctor.finding import State
from desk.doctor.handing_in import senders
from desk.settings import load

SENDERS = '[senders.good]\ntoken = "env:GOOD"\n[senders.bad]\nsecret = "env:NOBODY_HAS_SET_IT"\n'


def found(folder: Path, text: str) -> list[tuple[str, State, str]]:
    file = folder / "s.toml"
    file.write_text(text, encoding="utf-8")
    return [(each.what, each.state, each.say) for each in senders(load(file, {"HOME": str(folder)}))]


def test_a_secret_that_cannot_be_had_is_found_before_a_delivery_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOD", "let-me-in")
    good, bad = found(tmp_path, f'[listen]\nat = "8799"\n{SENDERS}')
    assert good == ("good", State.OK, "hands in at http://127.0.0.1:8799/in/good")
    assert bad[:2] == ("bad", State.WRONG)
    assert "NOBODY_HAS_SET_IT is not set" in bad[2]


def test_without_an_address_a_pipe_is_the_only_way(tmp_path: Path) -> None:
    assert [each[2] for each in found(tmp_path, SENDERS)] == [
        "only through a pipe: amends add --json - --from good",
        "only through a pipe: amends add --json - --from bad",
    ]
