"""Is everything as it should be: each look gives findings, and changes nothing."""
