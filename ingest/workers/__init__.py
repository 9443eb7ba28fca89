"""Who does the reading: processes of this machine, each within limits, or a Dask cluster's."""

from ingest.workers.choice import reading_on

__all__ = ["reading_on"]
