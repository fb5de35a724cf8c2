"""The figures of learning are counted right, and mentions that are not there are no error."""

import json
from functools import partial
from pathlib import Path

import pytest

from bench import labelled
from bench.labelled import Labelled, area, macro_f1


def test_how_right_answers_are() -> None:
    true = [True, True, False, False]
    told = partial(zip, true, strict=True)
    assert macro_f1([*told(true)]) == 1.0
    assert macro_f1([*told([True, False, False, False])]) == pytest.approx((2 / 3 + 4 / 5) / 2)
    assert macro_f1([*told([not each for each in true])]) == 0.0
    assert area([*told([0.9, 0.8, 0.2, 0.1])]) == 1.0
    assert area([*told([0.9, 0.1, 0.5, 0.1])]) == pytest.approx(0.625)
    assert area([*told([0.5, 0.5, 0.5, 0.5])]) == 0.5


def test_labelled_lines_are_read_and_missing_ones_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelled, "FOLDER", tmp_path)
    assert labelled.labelled("trains", "complaint") == []
    rows = [("late again", 1), ("on time", 0), ("who knows", None)]
    lines = [{"text": text, "domain": "rail", "labels": {"complaint": yes}} for text, yes in rows]
    (tmp_path / "trains.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert labelled.labelled("trains", "complaint") == [
        Labelled("late again", "rail", True),
        Labelled("on time", "rail", False),
    ]


def test_what_was_learned_from_is_never_tested_even_where_many_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelled, "FOLDER", tmp_path)
    rows = [("late again", 1), ("on time", 0), ("Late  again\n", 1), ("late again", 0)]
    lines = [{"text": text, "domain": "rail", "labels": {"complaint": yes}} for text, yes in rows]
    (tmp_path / "trains.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    found = labelled.labelled("trains", "complaint")
    assert [(each.text, each.yes) for each in found] == [("late again", True), ("on time", False)]
