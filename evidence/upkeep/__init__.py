"""Keeping a home in order over the years: scheduled backups, its health, what is due for review."""
