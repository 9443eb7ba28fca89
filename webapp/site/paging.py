"""Pages of a long list."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

AROUND = 1  # pages shown on either side of this one


@dataclass(frozen=True)
class Paging:
    """Which page of how many; both count from 1. ``first`` and ``last`` are the items it shows."""

    number: int
    of: int
    first: int
    last: int


def pages_of(total: int, size: int, wanted: int) -> Paging:
    """The page nearest to the one wanted."""
    of = max(1, -(-total // size))
    number = min(max(1, wanted), of)
    return Paging(number, of, min(total, (number - 1) * size + 1), min(total, number * size))


def links_to(paging: Paging) -> dict[str, object]:
    """What GOV.UK's pagination component shows: first, last, and those around this one."""
    shown: list[dict[str, object]] = []
    around = range(max(1, paging.number - AROUND), min(paging.of, paging.number + AROUND) + 1)
    before = 0
    for number in sorted({1, paging.of, *around}):
        if number > before + 1:
            shown.append({"ellipsis": True})
        shown.append({"number": number, "href": _address(number), "current": number == paging.number})
        before = number
    made: dict[str, object] = {"items": shown, "classes": "muster-pagination"}
    if paging.number > 1:
        made["previous"] = {"href": _address(paging.number - 1)}
    if paging.number < paging.of:
        made["next"] = {"href": _address(paging.number + 1)}
    return made


def _address(number: int) -> str:
    values: dict[str, Any] = {key: list_ for key, list_ in request.args.lists() if key != "page"}
    return url_for(request.endpoint or "search.page", **(request.view_args or {}), **values, page=number)
