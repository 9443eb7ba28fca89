"""Tables and files that leave. Nothing in them is a formula."""
