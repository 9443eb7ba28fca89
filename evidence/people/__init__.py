"""People: roles, accounts, and what a password must be."""
