"""How long a test waits for what must come: a busy machine is slow, not wrong.

Long, since nothing is gained by giving up early: what never comes fails the same, later.
"""

PATIENCE = 240
"""Seconds."""
