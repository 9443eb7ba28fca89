"""Coverage and the state of targets, from accepted links. Pure."""
