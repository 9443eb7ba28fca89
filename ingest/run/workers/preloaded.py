"""What the server that forks readers loads once, so that each of them begins with it: the commonest format's
reader, and all that makes documents of pages. Other formats are loaded with their first file."""

from importlib import import_module

from evidence.home.processes import loading

with loading():
    for _name in ("ingest.run.one_file", "ingest.readers.pdf.reader", "ingest.run.workers.limits"):
        import_module(_name)
