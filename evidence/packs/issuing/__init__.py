"""From bytes to an issue: signed, zipped with its manifest, stored, and cut for delivery."""
