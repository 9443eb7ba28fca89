"""A person's decisions on links, and taking one's own last one back."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from evidence.errors import Gone, GoneLink, UsageError
from evidence.language.citations import say_time
from evidence.model import LinkStatus, Stance
from evidence.reads.indexing import Tagged
from evidence.store.link_rows import check_free, check_passage, row, told
from evidence.store.record import Record
from evidence.store.seen import check as check_seen

UNDONE, TAKEN_AWAY = "link decision undone", "link taken away"
BY_MACHINE = frozenset({"link anchored again", "link needs review"})
FIRST = frozenset({TAKEN_AWAY, "link dropped"})
"""Events before which another link had the number."""


def decide(
    record: Record,
    ids: Iterable[int],
    status: LinkStatus,
    *,
    stance: Stance | None = None,
    note: str = "",
    quote: str = "",
    seen: Mapping[int, int] | None = None,
    own: bool = False,
    new: bool = False,
) -> None:
    """Accept, reject, or put back to suggested. All of them or none. ``quote``: on these words alone.

    A decision also answers a link that waits to be looked at again. ``seen`` gives each link's version that
    the decision rests on. ``own``: the person ties it themselves, and it counts regardless; ``new``: it did
    not stand before. Raises Clash if a link is not as it was seen, NotFound if any id is not a link's,
    UsageError if it would count although its passage is no longer read from its file.
    """
    with record.transaction():
        chosen = {link: row(record, link) for link in ids}
        if seen is not None and not new:
            subjects = {str(link): f"link {link}" for link in chosen}
            check_seen(record, "links", subjects, {str(link): version for link, version in seen.items()})
        for link, before in chosen.items():
            if status is not LinkStatus.REJECTED:
                check_passage(record, before)
            change = _change(record, before, status, stance, note, own) | ({"quote": quote} if quote else {})
            record.table("links").update(link, change)
            was = None if new else {name: before[name] for name in change}
            about = told(record, link)
            record.event(f"link {status.value}", f"link {link}", **about, before=was, after=change)
            record.enqueue([before["document"]], only_tags=Tagged.BY_HAND)


def with_those_that_stand(record: Record, ids: Iterable[int], do: Callable[[list[int]], None]) -> Gone | None:
    """Decide, or take back, those of the links that still stand. Returns what to tell of the others, if any.

    Raises Gone if none stands, NotFound if one never did, and what ``do`` raises: then nothing was done.
    """
    stand: list[int] = []
    lost: list[GoneLink] = []
    with record.transaction():
        for link in ids:
            try:
                stand.append(row(record, link)["id"])
            except Gone as gone:
                lost += gone.links
        if not stand and lost:
            raise Gone(lost)
        do(stand)
    return Gone(lost, some=True) if lost else None


def _change(
    record: Record,
    before: dict[str, Any],
    status: LinkStatus,
    stance: Stance | None,
    note: str,
    own: bool,
) -> dict[str, Any]:
    undecided = status is LinkStatus.SUGGESTED
    kept = before["note"] if before["decided_by"] == record.actor else ""  # another's words are theirs
    return {
        "status": status.value,
        "stance": (stance or Stance(before["stance"])).value,
        "note": note or kept,
        "decided_by": "" if undecided else record.actor,
        "decided_at": "" if undecided else record.now,
        "needs_review": "",
        "regardless": int(own or before["regardless"]),
    }


def undo(record: Record, ids: Sequence[int]) -> None:
    """Take back the last step that this person took with each link: what stood before it stands again.

    All of them or none. A link that the person tied themselves is taken away. Raises NotFound, UsageError if
    the last step with one was another's, or was taken back, or if it was read otherwise since.
    """
    with record.transaction():
        for link in ids:
            _undo(record, link, row(record, link))


def _undo(record: Record, link: int, now: dict[str, Any]) -> None:
    event, actor, at, detail = _last_step(record, link)
    if actor != record.actor:
        raise UsageError(
            f"The last step with link {link} was {actor}'s, on {say_time(at)}.",
            "You can take back your own alone; or decide it anew.",
        )
    after, before = detail.get("after"), detail.get("before")
    if not isinstance(after, dict) or any(now[name] != value for name, value in after.items()):
        raise UsageError(
            f"Link {link} is not as you left it on {say_time(at)}.", "Look at it again, and decide it anew."
        )
    about = told(record, link)
    if before is None:
        _take_away(record, link, now, about, event)
        return
    check_free(record, now, before.get("passage", now["passage"]))
    record.table("links").update(link, before)
    record.event(UNDONE, f"link {link}", **about, undoes=event, before=after, after=before)
    record.enqueue({now["document"], before.get("document", now["document"])}, only_tags=Tagged.BY_HAND)


def _last_step(record: Record, link: int) -> tuple[int, str, str, dict[str, Any]]:
    """The last step with a link that a person took and nobody took back: event, who, when, detail."""
    sql = "SELECT id, actor, at, action, detail FROM events WHERE subject = ? ORDER BY id DESC"
    undone: set[int] = set()
    for event, actor, at, action, text in record.db.execute(sql, [f"link {link}"]).fetchall():
        detail: dict[str, Any] = json.loads(text)
        if action in FIRST:
            break
        if action == UNDONE:
            undone.add(detail["undoes"])
        elif event not in undone and action not in BY_MACHINE:
            return event, actor, at, detail
    raise UsageError(f"Nothing was done with link {link} that could be taken back.", "Decide it anew.")


def _take_away(record: Record, link: int, now: dict[str, Any], about: dict[str, Any], event: int) -> None:
    held = record.db.execute("SELECT 1 FROM pack_items WHERE link = ?", [link]).fetchone()
    if held:
        raise UsageError(f"Link {link} stands in a pack.", "Take it out there first, or reject it here.")
    record.table("links").delete(link)
    record.event(TAKEN_AWAY, f"link {link}", **about, undoes=event, before=now, after=None)
    record.enqueue([now["document"]], only_tags=Tagged.BY_HAND)
