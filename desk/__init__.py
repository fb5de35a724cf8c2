"""What are we doing? The acts, each once, for every front."""
