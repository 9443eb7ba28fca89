"""Frameworks as data (one TOML file each), and how one is loaded."""
