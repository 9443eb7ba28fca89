"""What is known: documents, passages, measures, links, packs, and the record that holds them."""
