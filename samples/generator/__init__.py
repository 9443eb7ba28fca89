"""Draws the sample evidence base from the texts in `samples/content/`."""
