"""How a desk begins: what is asked of its responder, which sources suit that, and the settings written."""
