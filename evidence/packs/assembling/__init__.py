"""From a plan to the bytes of one PDF: which page comes where, links, bookmarks and labels."""
