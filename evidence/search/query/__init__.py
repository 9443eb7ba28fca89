"""What a person typed, as a tree that every engine reads the same way. No engine is imported."""
