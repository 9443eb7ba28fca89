"""What the server that forks background work loads once: where people keep the processor busy, loading it
would take longer than reading the file that was uploaded."""

from importlib import import_module

from evidence.home.processes import loading

with loading():
    import_module("webapp.background.jobs")
