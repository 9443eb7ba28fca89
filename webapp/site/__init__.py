"""What every page shares: wiring, errors, security, templates' functions, a request's services."""
