"""From bytes to documents: read, structure, describe, store, index."""
