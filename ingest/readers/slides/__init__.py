"""Slides: a page a slide, with the speaker's notes."""
