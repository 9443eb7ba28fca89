"""What a home is besides its record: originals, the log, check, backup and restore, locks."""
