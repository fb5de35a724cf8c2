"""The parts screens are made of: one widget a file."""
