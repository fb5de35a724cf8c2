"""What can be said behind `:`: every key of the screen in front by its name, and commands with words."""
