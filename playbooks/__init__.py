"""What should we do, and with which words? Pure decisions and texts."""
