"""What a source of each kind can be told, a small file each. Light: known before any network library is."""
