"""What of words is redacted: masked in texts, found on pages, proposed by rules. Pure."""
