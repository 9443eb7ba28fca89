"""The kinds of paper, each declared once as data: one file a kind."""
