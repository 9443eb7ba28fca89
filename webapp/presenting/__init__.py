"""What pages show, computed from plain values."""
