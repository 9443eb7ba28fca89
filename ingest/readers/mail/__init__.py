"""Emails: the head, the body, and the files enclosed."""
