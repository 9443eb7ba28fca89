"""Web pages, as a reader of the page sees them."""
