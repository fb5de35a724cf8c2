"""The contact points (rule R5): asked on a schedule, judged, and told when one is broken."""
