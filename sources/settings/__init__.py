"""What a source of each kind can be told, a small file each. Light: known before any network library is.

A file has a frozen dataclass of settings, with at least `every`, `portal`, `match_customers`, `mistakes()`;
and a `CARD` of what the platform lets us do. `searches` says that the platform is asked for words: those in
its `query`, or those of the brands and the query its rule is made of; `overhears` that it hears everybody,
and must be told what is meant.
"""
