"""What a pack says of a redaction: where, how many places, under which exemption, why. Not what it hides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PackRedaction:
    """``page`` is of the document, 0 where it has none; ``places`` counts what is redacted there."""

    document: int
    page: int
    places: int
    exemption: str
    reason: str
    by: str
    at: str
