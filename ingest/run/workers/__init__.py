"""Who does the reading: processes of this machine, each within limits, or a Dask cluster's."""

from ingest.run.workers.choice import reading_on

__all__ = ["reading_on"]
