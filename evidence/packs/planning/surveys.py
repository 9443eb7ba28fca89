"""What was seen of an original's pages is kept under its SHA-256, so that they are looked at once.

Kept in the home's cache, which Muster alone writes; whoever reads the original has checked its SHA-256. What
is damaged there, or was seen by another version, is looked at again. An issue's plan holds what was seen, so
building it needs none of this.
"""

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from evidence.packs.originals.survey import survey_image, survey_pdf
from evidence.packs.pack import SourcePage
from evidence.packs.plain import plain

SURVEY = 3  # raised when pages are looked at in another way
LOOKED_WITH = ("muster", "pikepdf", "pypdf", "pypdfium2", "pillow")
Turns = Mapping[int, int]


def surveyed(
    home: Path, sha256: str, data: bytes, form: str, numbers: Sequence[int], turns: Turns
) -> tuple[SourcePage, ...]:
    """These pages (from 1) of an original, "pdf" or "image", as looked at now or before (see survey_pdf)."""
    asked = json.dumps([SURVEY, _versions(), form, list(numbers), sorted(turns.items())])
    place = home / "cache" / "surveys" / f"{sha256}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}.json"
    found = _kept(place, numbers)
    if found is None:
        found = (survey_pdf if form == "pdf" else survey_image)(data, numbers, turns)
        if not any(page.problem for page in found):  # it may have been for want of memory
            _keep(place, found)
    return found


@cache
def _versions() -> tuple[str, ...]:
    return tuple(version(tool) for tool in LOOKED_WITH)


def _kept(place: Path, numbers: Sequence[int]) -> tuple[SourcePage, ...] | None:
    try:
        rows: list[dict[str, Any]] = json.loads(place.read_bytes())
        found = tuple(SourcePage(**{**row, "lines": ()}) for row in rows)
        return found if [page.number for page in found] == list(numbers) else None
    except (OSError, ValueError, TypeError):
        return None


def _keep(place: Path, pages: Sequence[SourcePage]) -> None:
    """Whole or not at all. A full disk costs time and nothing else."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=".") as folder:
            written = Path(folder) / place.name
            written.write_text(json.dumps([plain(page) for page in pages]), encoding="utf-8")
            written.replace(place)
