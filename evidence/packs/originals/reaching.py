"""Which objects of a PDF others lead to: what a page draws with, and with it whatever it shares."""

from collections.abc import Collection, Iterable, Iterator

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, PdfObject


def reached(start: Iterable[PdfObject], passed_over: Collection[str]) -> Iterator[tuple[int, PdfObject]]:
    """Each object that these lead to by references, once, with its number. ``passed_over``: the entries of
    dictionaries that are not followed. Raises what pypdf raises."""
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            number = value.idnum
            if number in found:
                continue
            found.add(number)
            held = value.get_object()
            value = NullObject() if held is None else held
            yield number, value
        if isinstance(value, DictionaryObject):
            waiting += [value.raw_get(key) for key in value if key not in passed_over]
        elif isinstance(value, ArrayObject):
            waiting += list(list.__iter__(value))
