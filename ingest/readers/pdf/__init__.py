"""PDF: each page's own text with its places, and the files enclosed."""
