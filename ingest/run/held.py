"""Whether a document's passages hold what its pages say: what they do not hold is told."""

import re
from collections.abc import Iterator

from evidence.model import Page, Reading

_FEWEST = 60  # letters and figures: fewer are a page number and a running head
_SHARE = 0.8  # of them that passages hold, at least; the heads that a table repeats are printed once
_SIGNS = bytes(n for n in range(128) if not chr(n).isalnum())
_OTHERS = re.compile(r"[^\W_\x00-\x7f]")  # letters and figures that are not ASCII
_NAMED = 8  # pages that are named one by one


def not_held(reading: Reading, *, whole: bool) -> Iterator[str]:
    """A sentence for the pages of which no passage has a word, and one where passages hold much less than the
    pages do. ``whole``: the document is all of its file, and shares no page with another.
    """
    pages = [p for p in reading.pages if p.quality in ("text", "ocr")]
    empty = [p for p in pages if not _told(reading, p) and _letters(p.text) >= _FEWEST]
    if empty:
        named = ", ".join(str(p.number) for p in empty[:_NAMED])
        more = f" and {len(empty) - _NAMED} more" if len(empty) > _NAMED else ""
        those = "pages" if len(empty) > 1 else "page"
        yield f"The words on {those} {named}{more} are in no passage: look at the original."
    if not whole or empty:
        return
    printed = sum(_letters(p.text) for p in pages)
    held = sum(_letters(p.label) + _letters(p.text) for p in reading.passages)
    if printed - held >= _FEWEST and held < _SHARE * printed:
        yield (
            f"Its passages hold {100 * held // printed} % of what its pages say: the rest was taken for "
            "running heads, or repeats. Look at what was left out."
        )


def _told(reading: Reading, page: Page) -> bool:
    return any(p.page <= page.number <= p.end_page for p in reading.passages)


def _letters(text: str) -> int:
    ascii_ = text.encode("ascii", "ignore")
    others = 0 if len(ascii_) == len(text) else len(_OTHERS.findall(text))
    return len(ascii_.translate(None, _SIGNS)) + others
