"""`amends playbook DIR`: the standard playbook as files of one's own, to change."""

import shutil
from argparse import Namespace

from playbooks.playbook import SHIPPED, load
from tui.commands.parser import FINE, WORLD
from tui.commands.say import complain


def run(args: Namespace) -> int:
    """Copy the playbook into a folder that is not there yet, or is empty."""
    folder = args.folder.expanduser()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return complain(f"{folder} is there already: name a new folder, nothing is overwritten", WORLD)
    try:
        shutil.copytree(SHIPPED, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    except OSError as error:
        return complain(f"{folder}: cannot be written ({error.strerror or error})", WORLD)
    print(f'"{load(folder).name}" is in {folder}; to use it, write into the settings:')
    print(f'[playbook]\nfolder = "{folder.absolute()}"')
    return FINE
