"""Whether a pack is what was issued, and by whom."""
