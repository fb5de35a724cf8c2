"""A made-up company's afternoon, to try the whole desk on: real feeds from our own server, no network."""
