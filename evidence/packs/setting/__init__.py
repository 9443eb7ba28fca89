"""How pages are set: fonts, styles, text as A4 pages, charts, and the number laid over each page."""
