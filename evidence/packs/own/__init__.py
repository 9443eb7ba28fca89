"""Muster's own pages: cover, index, section sheets, checksums."""
