"""The default engine: Whoosh, with posting lists and ranking of our own."""
