"""Emails: the fields that the message itself carries."""

import re

from evidence.language.dates import find_dates
from evidence.model import Field, Reading
from evidence.settings import Settings
from ingest.kinds.common import Paper, reading
from ingest.kinds.sources import find_source

_HEADERS = {
    "from": "author",
    "to": "recipient",
    "cc": "copies",
    "subject": "title",
    "date": "date",
    "sent": "date",
}
_ADDRESS = re.compile(r"\s*[<\[(]?\b[\w.+'-]+@[\w.-]+\w[>\])]?")


def score(paper: Paper) -> float:
    """The format says so; or a print of an email, which has a sender, a time of sending and a subject."""
    raw = paper.part.raw
    if raw.media_type in {"message/rfc822", "application/vnd.ms-outlook", "application/pkcs7-mime"}:
        return 1.0
    labels = {x.label.casefold() for x in paper.labels[:8]}
    return (
        0.95
        if {"from", "to", "subject"} <= labels and labels & {"sent", "date"} and "@" in paper.opening
        else 0.0
    )


def read(paper: Paper, settings: Settings) -> Reading:
    """Fields from the headers that the reader kept, else from those printed at the top."""
    values = {name.casefold(): value for name, value in paper.part.raw.metadata}
    places: dict[str, int] = {}
    for label in paper.labels[:8]:
        values.setdefault(label.label.casefold(), label.value)
        places[label.label.casefold()] = label.passage
    fields: list[Field] = []
    for header, name in _HEADERS.items():
        value = values.get(header, "").strip()
        if not value or any(f.name == name for f in fields):
            continue
        if name == "date":
            dates = find_dates(value)
            value = dates[0].iso if dates else ""
        elif name != "title":
            value = _without_address(value)
        fields.append(Field(name, value, places.get(header)))
    return reading(paper, "email", fields, source=find_source([values.get("from", "")], settings))


def _without_address(value: str) -> str:
    """People by their names; by their addresses where that is all there is."""
    people = [
        _ADDRESS.sub("", one).strip(" \"'<>") or one.strip(" <>")
        for one in re.split(r"[;,](?![^<]*>)", value)
    ]
    return "; ".join(p for p in people if p)
