"""How a passage is named to a person. Pure."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from evidence.kinds.kind import kind_of
from evidence.language.months import NAMES

LONDON = ZoneInfo("Europe/London")
# What a council's name says beside its place: "Leeds City Council" is of Leeds.
_PLACE = re.compile(
    r"^(?:(?:London|Royal|Metropolitan) )?(?:Borough|City|Council) of (?:the )?"
    r"|(?: (?:City|County|Metropolitan|Borough|District|Unitary))* Council$"
)


def say_date(iso: str) -> str:
    """An ISO date in words: 2011-06-22 is "22 June 2011", 2011-06 "June 2011". "" is "undated"."""
    if not iso:
        return "undated"
    parts = iso[:10].split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, NAMES[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def say_time(iso: str) -> str:
    """A moment kept in UTC, as clocks in England show it: "22 June 2011, 9:05am"."""
    if not iso:
        return ""
    moment = datetime.fromisoformat(iso).astimezone(LONDON)
    clock = f"{moment.hour % 12 or 12}:{moment:%M}{'am' if moment.hour < 12 else 'pm'}"
    return f"{say_date(moment.date().isoformat())}, {clock}"


def name_document(
    kind: str, title: str, author: str, recipient: str, file: str, council: str = "", apart: str = ""
) -> str:
    """A document's name: its title, or for a letter "Letter from A to B", or its file's name.

    An inspection's title that does not say of which council it is has that added; any other name has
    ``apart``, the place of a council that is not ours: "Improvement Notice (Kent)".
    """
    name = _plain_name(kind, title, author, recipient, file, council)
    told = not apart or all(place in name.casefold() for place in apart.casefold().split(", "))
    return name if told else f"{name} ({apart})"


def place_of(council: str) -> str:
    """A council's place: Leeds, of "Leeds City Council"."""
    return _PLACE.sub("", council).strip() or council


def _plain_name(kind: str, title: str, author: str, recipient: str, file: str, council: str) -> str:
    if title:
        needed = council and kind_of(kind).inspects and place_of(council).casefold() not in title.casefold()
        return f"{title}: {council}" if needed else title
    if author and (word := kind_of(kind).correspondence):
        return f"{word} from {author}" + (f" to {recipient}" if recipient else "")
    return file


def cite(
    name: str,
    date: str,
    *,
    label: str = "",
    page: int | None = None,
    cell: str = "",
    heading: str = "",
    counted: str = "",
    page_label: str = "",
    pages: int = 0,
) -> str:
    """A citation: *Improvement Update Report, 22 June 2011, para 3.2.5 (p. 4)*.

    ``page`` is None for a document without pages of its own; then the label stands alone. Where no number is
    printed, ``counted`` says which paragraph of a letter it is: *…, paragraph 4 (p. 1)*; and where there is
    nothing else, ``heading`` where to look: *…, under “Early help”*. ``page_label`` is what the file
    calls the page, where that is not its number, and ``pages`` how many it has:
    *… (p. iv, 6th of 40)*.
    """
    parts = [name, say_date(date)]
    if cell:
        parts.append(cell)
    elif label:
        parts.append(f"para {label.strip('().')}")
    elif counted:
        parts.append(f"paragraph {counted}")
    elif heading and not page:
        parts.append(f"under “{heading}”")
    return ", ".join(parts) + (f" (p. {_page(page, page_label, pages)})" if page else "")


def _page(page: int, label: str, pages: int) -> str:
    """A page's number; where its file calls it otherwise, that, and which of the file's pages it is."""
    if not label or label == str(page):
        return str(page)
    ends = {1: "st", 2: "nd", 3: "rd"}
    ordinal = f"{page}{'th' if page % 100 in (11, 12, 13) else ends.get(page % 10, 'th')}"
    return f"{label}, {ordinal} of {pages}" if pages else f"{label}, {ordinal}"
