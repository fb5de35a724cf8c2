"""The words of `amends contacts`: how customers reach us, and whether they do."""

from argparse import SUPPRESS
from typing import Any

from tui.commands.words_desk import Commands, forms


def _contacts(commands: "Commands[Any]") -> None:
    contacts = commands.add_parser(
        "contacts",
        help="tell how each contact point of the playbook is, test them, send a test mail",
        description="Without a word behind it: how each contact point was when it was last asked.",
    )
    forms(contacts)
    what = contacts.add_subparsers(title="what", metavar="WHAT", dest="what")
    test = what.add_parser("test", help="ask them now; 1 tells that one is broken")
    test.add_argument("name", nargs="?", metavar="NAME", help="only this one")
    forms(test, default=SUPPRESS)
    mail = what.add_parser("mail", help="send a test mail with a code now, to a mail address of our own")
    mail.add_argument("name", metavar="NAME")
    proved = what.add_parser("proved", help="a test mail has arrived: enter its code")
    proved.add_argument("name", metavar="NAME")
    proved.add_argument("code", metavar="CODE")
    contacts.set_defaults(command="contacts")


ALL = (_contacts,)
