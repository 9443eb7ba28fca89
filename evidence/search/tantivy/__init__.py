"""The second engine: tantivy, for sites that outgrow Whoosh."""
