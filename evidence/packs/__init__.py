"""Packs: from the record to a frozen plan, from a plan to a PDF and a ZIP, and back to a verdict."""
