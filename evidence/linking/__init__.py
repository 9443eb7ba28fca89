"""Which measures and blocks a passage may evidence, why, and with which stance. Pure."""
