"""SQL reads: one function a screen, plain rows out."""
