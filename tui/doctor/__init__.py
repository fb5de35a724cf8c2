"""Is the terminal as it should be: what we draw, what we read, what we copy."""
