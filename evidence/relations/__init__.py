"""How papers stand to each other: references, replies, near-copies, values that disagree. Pure."""
