"""Events of the log as sentences, each with the things it names, so that a page can link them."""

import json
from collections.abc import Iterator
from typing import Any

from evidence.reads.telling import BARE, VERBS, Part, details, differences, ended, plain, short, subject

KINDS: dict[str, tuple[str, ...]] = {
    "decisions": ("link *",),
    "suggestions": ("links *", "suggestions *"),
    "documents": ("document *", "field *", "correction *", "reply *", "enclosure *", "near-duplicate *",
                  "references *"),
    "files": ("file *", "upload *", "retry *"),
    "measures": ("measure*", "register*", "crosswalk*", "target*", "observation*", "judgement*"),
    "packs": ("pack *", "inspection *", "request*", "redaction *", "left out evidence *", "signing key *"),
    "people": ("account *",),
    "searches": ("search *", "saved search *"),
    "record": (
        "record *", "inventory *", "rows *", "documents compared", "comparison *", "council *",
        "succession *",
    ),
}  # fmt: skip
"""What a person asks for by one word, and the actions that it means (as GLOB patterns)."""
DONE = {
    "link accepted": "accepted",
    "link rejected": "rejected",
    "link suggested": "put back to suggested",
    "link decision undone": "took back the last decision on",
    "link taken away": "took away the link of",
    "link anchored by hand": "tied to another passage",
    "link dropped": "dropped the suggestion of",
    "link needs review": "could not find again the words of",
    "link anchored again": "found again, elsewhere, the words of",
    "link put back for review": "put back for review",
}
STANCES = {"supports": "supporting", "contradicts": "contradicting", "context": "context for"}


def line(row: dict[str, Any]) -> dict[str, Any]:
    """An event as a line: id, at, by, what, of, before, after, and "parts" and "says", its sentence."""
    detail = _detail(row["detail"])
    before, after = _sides(row["action"], detail)
    parts = list(ended(_sentence(row, detail, before, after)))
    return {
        "id": row["id"],
        "at": row["at"],
        "by": row["actor"],
        "what": row["action"],
        "of": row["subject"],
        "before": before,
        "after": after,
        "says": "".join(words for words, _, _ in parts),
        "parts": parts,
        "hash": row["hash"],
    }


def _detail(text: str) -> dict[str, Any]:
    """An event's details; none where someone wrote another thing in their place, as `muster check` says."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _sides(action: str, detail: dict[str, Any]) -> tuple[Any, Any]:
    """What stood before and after, field by field where the event says so."""
    if isinstance(detail.get("after"), dict) or isinstance(detail.get("before"), dict):
        return detail.get("before"), detail.get("after")
    if action.startswith("link ") and "status" in detail:  # as version 0.1 told it
        fields = ("status", "stance", "note", "decided_by", "decided_at")
        return {"status": detail.get("before")}, {k: detail[k] for k in fields if k in detail}
    return detail.get("before"), detail.get("value")


def _sentence(row: dict[str, Any], detail: dict[str, Any], before: Any, after: Any) -> Iterator[Part]:
    action = row["action"]
    yield plain(f"{row['actor']} ")
    if detail.get("disposed"):
        yield plain(f"– {action}: what this told of was disposed of")
        return
    if action in DONE:
        yield from _decision(row, detail, before, after)
        yield from details({name: detail[name] for name in ("why",) if name in detail})
    elif action in ("field corrected", "correction undone"):
        yield plain(f"{VERBS[action]} {str(detail['field']).replace('_', ' ')} of ")
        yield from subject(row["subject"])
        yield plain(f" from “{short(before or '')}” to “{short(after or '')}”")
        yield from details({name: detail[name] for name in ("why", "note") if name in detail})
    else:
        bare = row["subject"] in BARE
        yield plain((VERBS.get(action) or f"– {action}:") + ("" if bare else " "))
        yield from () if bare else subject(row["subject"])
        sides = {name for name in ("before", "after") if isinstance(detail.get(name), dict)}
        yield from details({name: value for name, value in detail.items() if name not in sides})
        yield from differences(detail.get("before"), detail.get("after"))


def _decision(row: dict[str, Any], detail: dict[str, Any], before: Any, after: Any) -> Iterator[Part]:
    yield plain(f"{DONE[row['action']]} ")
    quote, citation = detail.get("quote"), detail.get("citation")
    yield plain(f"“{short(quote)}”" if quote else row["subject"])
    if citation:
        yield plain(" (")
        yield str(citation), "document" if "document" in detail else "", str(detail.get("document", ""))
        yield plain(")")
    stance = after.get("stance") if isinstance(after, dict) else None
    if detail.get("measure") or detail.get("block"):
        word = STANCES[stance] if stance in STANCES and row["action"] == "link accepted" else "for"
        yield plain(f" as {word} " if word != "for" else " for ")
        if detail.get("measure"):
            code = str(detail["measure"])
            yield code, "" if code.isdigit() else "measure", code
        else:
            yield f"block {detail['block']}", "block", detail["block"]
    if isinstance(before, dict) and before.get("status"):
        who = f" by {before['decided_by']}" if before.get("decided_by") else ""
        held = f", {before['stance']}" if before.get("stance") not in (None, stance) else ""
        yield plain(f"; before: {before['status']}{who}{held}")
    note = after.get("note") if isinstance(after, dict) else None
    if note:
        yield plain(f"; note: “{short(note)}”")
