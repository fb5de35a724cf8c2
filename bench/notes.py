"""What was tried where a goal is not reached, by the row's name; printed while that is so."""

from collections.abc import Mapping

NOTES: Mapping[str, str] = {}
