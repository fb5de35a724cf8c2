"""What do we know? Records, and the store that keeps them."""
