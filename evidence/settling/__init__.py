"""What follows when the record has changed: relations, suggestions, the index."""
