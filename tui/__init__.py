"""What do we see and press? Textual, and the command line."""
