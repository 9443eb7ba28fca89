"""Values that papers state: targets, and what indicators reached, each with its source."""
