"""From the record to a frozen plan: what goes in, what changed, what stands in the way."""
