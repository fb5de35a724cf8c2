"""`python -m bench [ROW ...]`: measure, print, and write the figures down.

Whole runs write `bench/RESULTS.md`; a run of some rows, or a quick one, only prints.
"""

import argparse
import sys
import time
from pathlib import Path

from bench.figures import Figure, missing
from bench.report import lines_of, written
from bench.table import ROWS, Row, chosen
from bench.world import World

HERE = Path(__file__).resolve().parent
KEPT = HERE.parent / ".cache" / "bench"


def main() -> int:
    """Measure what the words name; the exit code tells whether everything could be measured."""
    args = _parser().parse_args()
    world = World(KEPT, args.quick)
    try:
        found = {each: _measured(each, world) for each in chosen(args.rows)}
    finally:
        world.close()
    if not args.rows and not args.quick:
        (HERE / "RESULTS.md").write_text(written(found, world), encoding="utf-8")
    return int(any(each.value is None for figures in found.values() for each in figures))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", choices=[[], *(each.name for each in ROWS)],
                        help=f"one of {', '.join(each.name for each in ROWS)}; none for all")  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="small sizes and few rounds")
    return parser


def _measured(row: Row, world: World) -> list[Figure]:
    """Measure a row; one that fails says so and holds up no other."""
    begun = time.monotonic()
    try:
        found = row.measure(world)
    except Exception as error:  # the edge of a row: the others are still worth measuring
        found = [missing(row.says, f"could not be measured: {type(error).__name__}: {error}")]
    sys.stdout.write(f"\n{row.says}  ({time.monotonic() - begun:.0f} s)\n")
    sys.stdout.writelines(f"  {line}\n" for each in found for line in lines_of(each))
    sys.stdout.flush()
    return found


if __name__ == "__main__":
    sys.exit(main())
