"""Reading a file again as the person who asked for it: a scan takes longer than a page may load."""

import logging

from evidence.errors import MusterError
from evidence.services import open_services
from evidence.settings import Settings
from ingest.run.rereading import reread

log = logging.getLogger(__name__)


def read_again(settings: Settings, document: int, asked_by: str) -> None:
    """Read a document's file again; what changed is in the log. One that cannot be read stays as it was."""
    try:
        with open_services(settings) as services:
            report = reread(services.acting_as(asked_by), [document])
        for file in report.files:
            if file.reason:
                log.warning("%s was not read again: %s", file.name, file.reason)
    except MusterError as error:
        log.warning("document %d was not read again: %s", document, error)
