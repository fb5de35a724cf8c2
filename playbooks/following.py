"""What follows once it is decided whether a mention is a complaint: its cause, the blame, how bad it is."""

from collections.abc import Sequence
from dataclasses import replace

from casebook.kinds import Blame
from playbooks.blame import blame_in
from playbooks.causes import Candidate, rest_of
from playbooks.labels import Labels
from playbooks.learned import Heard
from playbooks.playbook import Playbook
from playbooks.rules import Reading
from playbooks.severity import severity_of


def followed(
    labels: Labels, causes: Sequence[Candidate], reading: Reading, playbook: Playbook, heard: Heard
) -> Labels:
    """Return the labels with what follows from them; what has no candidate for a cause goes with the rest."""
    blame = blame_in(reading) if labels.is_so("complaint") else Blame.NONE
    cause = causes[0].key if causes else rest_of(playbook.causes)
    severity = severity_of(labels, cause, reading, playbook.causes, heard)
    return replace(labels, cause=cause, blame=blame, severity=severity)
