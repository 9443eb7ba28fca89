"""Originals read again to be held against the passages of the record; nothing is changed by it.

What differs is told, not alarmed at: today's reader may read better than the one that filled the record.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass

from evidence.errors import MusterError
from evidence.home.scratch import scratch
from evidence.reads import file_contents as reads
from evidence.services import Services
from ingest.run.rereading import read_ahead
from ingest.run.workers import reading_on

SHOWN = 80  # characters of a passage that is quoted


@dataclass(frozen=True)
class Held:
    """One file: how many passages the record has of it, those that its reading of today lacks, those that
    only that has; or why it could not be read. ``documents`` are the record's."""

    name: str
    documents: tuple[int, ...]
    passages: int
    lacking: tuple[str, ...] = ()
    only_today: tuple[str, ...] = ()
    trouble: str = ""

    @property
    def says(self) -> str:
        """In a sentence; nothing where both read the same."""
        numbers = " ".join(map(str, self.documents))
        if self.trouble:
            return f"{self.name} could not be read again: {self.trouble}"
        if not self.lacking and not self.only_today:
            return ""
        parts = [_told(self.lacking, "as the record has them"), _told(self.only_today, "only today")]
        told = "; ".join(part for part in parts if part)
        return (
            f"{self.name}: today's reader reads it otherwise than the record has it ({told}). `muster reread"
            f" {numbers}` takes that in, and keeps what was decided."
        )


def hold(
    services: Services,
    documents: Iterable[int] = (),
    on_progress: Callable[[int, int, str], None] | None = None,
) -> list[Held]:
    """Read the files of these documents, or every file, and compare. Raises NotFound."""
    files = reads.files_of(services.record.db, documents)
    found: list[Held] = []
    with ExitStack() as stack:
        folder = stack.enter_context(scratch(services.settings.scratch))
        executor = stack.enter_context(reading_on("", services.settings.ingest, folder))
        for file, future in read_ahead(services, executor, files):
            held = reads.stored(services.record.db, file["sha256"])
            numbers = tuple(d.id for d in held.documents if not d.withdrawn)
            had = Counter(_flat(p.text) for p in held.passages if not p.retired)
            try:
                if isinstance(future, MusterError):
                    raise future
                understood = future.result()
                if understood.trouble is not None:
                    raise understood.trouble
                has = Counter(_flat(p.text) for r in understood.readings for p in r.passages)
                lacking, new = tuple((had - has).elements()), tuple((has - had).elements())
                found.append(Held(file["name"], numbers, had.total(), lacking, new))
            except MusterError as error:
                found.append(Held(file["name"], numbers, had.total(), trouble=str(error)))
            if on_progress:
                on_progress(len(found), len(files), file["name"])
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())


def _told(texts: tuple[str, ...], words: str) -> str:
    if not texts:
        return ""
    first = texts[0] if len(texts[0]) <= SHOWN else texts[0][: SHOWN - 1] + "…"
    many = "1 passage" if len(texts) == 1 else f"{len(texts)} passages"
    return f"{many} {words}, such as “{first}”"
