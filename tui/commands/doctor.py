"""`amends doctor`: is everything as it should be, and where it is not, what to do."""

import os
import sys
from argparse import Namespace
from io import TextIOWrapper

from tui.commands.parser import FINE, WORLD


def run(args: Namespace) -> int:
    """Look at everything; the exit code tells whether anything is wrong."""
    from tui.commands.findings import Report
    from tui.doctor.looks import Looks

    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # what is wrong may be the locale itself
    report = Report(json=args.json)
    for part in Looks(args, os.environ).parts():
        report.tell(part.name, part.findings, part.remark)
    report.end()
    return WORLD if report.wrong else FINE
