"""The links of many documents found by two processes, and stored by one, in the documents' order."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

log = logging.getLogger(__name__)

Batch = Sequence[int]
Found = TypeVar("Found")


def found_by_two(
    batches: Sequence[Batch],
    here: Callable[[Batch], Found],
    there: Callable[[Batch], "Future[Found] | None"],
) -> Iterator[tuple[Batch, Found]]:
    """What ``here`` finds in each batch, in order; the other process takes the next one whenever it is free.

    ``there`` begins on a batch in another process, or returns None if there is none. What fails there is done
    here.
    """
    found: dict[int, Found] = {}
    away: tuple[int, Future[Found]] | None = None
    following, told = 0, 0
    while told < len(batches):
        if away is not None and away[1].done():
            found[away[0]], away = _result(away[1], batches[away[0]], here), None
        if away is None and following + 1 < len(batches):
            away = _begun(following, batches, there)
            following += away is not None
        if following < len(batches):
            found[following] = here(batches[following])
            following += 1
        elif away is not None and told not in found:
            found[away[0]], away = _result(away[1], batches[away[0]], here), None
        while told in found:
            yield batches[told], found.pop(told)
            told += 1


def _begun(
    number: int, batches: Sequence[Batch], there: Callable[[Batch], "Future[Found] | None"]
) -> tuple[int, "Future[Found]"] | None:
    future = there(batches[number])
    return (number, future) if future is not None else None


def _result(future: "Future[Found]", batch: Batch, here: Callable[[Batch], Found]) -> Found:
    """What was found elsewhere, once it is; found here, if nobody has begun on it. Raises what ``here``
    does."""
    if not (future.running() or future.done()) and future.cancel():
        return here(batch)
    try:
        return future.result()
    except Exception as error:
        log.warning("what another process should have found is found here: %s", error)
        return here(batch)
