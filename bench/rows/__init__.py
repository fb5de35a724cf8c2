"""The rows of the table of figures; each measures one thing, or a family of them."""
