"""How fast, how quiet and how small: measured beside peers, in one run."""
