"""Decisions follow their words when a file is read again. Pure."""
