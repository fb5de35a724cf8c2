"""What follows once it is decided whether a mention is a complaint: its likeliest cause."""

from collections.abc import Sequence
from dataclasses import replace

from playbooks.causes import Candidate, rest_of
from playbooks.labels import Labels
from playbooks.playbook import Playbook


def followed(labels: Labels, causes: Sequence[Candidate], playbook: Playbook) -> Labels:
    """Return the labels with the likeliest cause; what has no candidate goes with the rest."""
    cause = causes[0].key if causes else rest_of(playbook.causes)
    return replace(labels, cause=cause)
