"""An original, page by page: what it shows, what of it cannot come into a pack, and its pages taken over."""
