"""`python -m bench [ROW ...]`: measure, print, and write the figures down.

Each row goes into `bench/RESULTS.md` as soon as it is measured, beside what was found of the others the last
time, on whatever machine: that is kept in `bench/measured.json`. A quick run only prints.
"""

import argparse
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench.figures import missing
from bench.kept import Measured, keep
from bench.report import lines_of, written
from bench.table import ROWS, Row, chosen
from bench.world import World

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent / ".cache" / "bench"


def main() -> int:
    """Measure what the words name; the exit code tells whether everything could be measured."""
    args = _parser().parse_args()
    sys.setswitchinterval(0.0005)  # who notes when bytes come does not wait for who paints them
    world = World(KEPT, args.quick, args.rounds)
    try:
        found = [_measured(each, world) for each in chosen(args.rows)]
    finally:
        world.close()
    return 0 if all(found) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", choices=[[], *(each.name for each in ROWS)],
                        help=f"one of {', '.join(each.name for each in ROWS)}; none for all")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds")
    parser.add_argument("--rounds", type=int, default=0, help="measure so often, instead of 5 times")
    return parser


def _measured(row: Row, world: World) -> bool:
    """Measure a row, and say whether all of it could be; one that fails says so and holds up no other."""
    begun, at, load = time.monotonic(), f"{datetime.now(UTC):%Y-%m-%d %H:%M}", os.getloadavg()[0]
    try:
        found = row.measure(world)
    except Exception as error:  # the edge of a row: the others are still worth measuring
        found = [missing(row.says, f"could not be measured: {type(error).__name__}: {error}")]
    sys.stdout.write(f"\n{row.says}  ({time.monotonic() - begun:.0f} s)\n")
    sys.stdout.writelines(f"  {line}\n" for each in found for line in lines_of(each))
    sys.stdout.flush()
    if not world.quick:
        known = keep(HERE / "measured.json", {row.name: Measured(found, at, load, world.rounds)})
        page = written(known, world)
        (HERE / "RESULTS.md").write_text(page, encoding="utf-8")
    return all(each.value is not None for each in found)


if __name__ == "__main__":
    sys.exit(main())
