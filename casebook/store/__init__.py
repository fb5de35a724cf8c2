"""How the casebook keeps: TinyDB's tables and queries, live over one SQLite file."""
