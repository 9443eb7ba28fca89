"""Events of the log as sentences, each with the things it names, so that a page can link them."""

import json
from collections.abc import Iterator
from typing import Any

Part = tuple[
    str, str, str
]  # words; what they name (document, measure, block, pack, inspection; "" nothing); it

KINDS: dict[str, tuple[str, ...]] = {
    "decisions": ("link *",),
    "suggestions": ("links *", "suggestions *"),
    "documents": ("document *", "field *", "correction *", "reply *", "enclosure *", "near-duplicate *"),
    "files": ("file *", "upload *", "retry *"),
    "measures": ("measure*", "register*", "crosswalk*", "target*", "observation*"),
    "packs": ("pack *", "inspection *", "request*"),
    "searches": ("search *", "saved search *"),
    "record": (
        "record *", "inventory *", "rows *", "documents compared", "council *", "succession *",
    ),
}  # fmt: skip
"""What a person asks for by one word, and the actions that it means (as GLOB patterns)."""
QUOTED = 140  # characters of quoted words in a sentence
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
    detail: dict[str, Any] = json.loads(row["detail"])
    before, after = _sides(row["action"], detail)
    parts = list(_sentence(row, detail, before, after))
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


def _sides(action: str, detail: dict[str, Any]) -> tuple[Any, Any]:
    """What stood before and after, field by field where the event says so."""
    if isinstance(detail.get("after"), dict) or isinstance(detail.get("before"), dict):
        return detail.get("before"), detail.get("after")
    if action.startswith("link ") and "status" in detail:  # as version 0.1 told it
        fields = ("status", "stance", "note", "decided_by", "decided_at")
        return {"status": detail.get("before")}, {k: detail[k] for k in fields if k in detail}
    return detail.get("before"), detail.get("value")


def _sentence(row: dict[str, Any], detail: dict[str, Any], before: Any, after: Any) -> Iterator[Part]:
    yield _plain(f"{row['actor']} ")
    if row["action"] in DONE:
        yield from _decision(row, detail, before, after)
    elif row["action"] in ("field corrected", "correction undone"):
        yield _plain("corrected " if row["action"] == "field corrected" else "took back the correction of ")
        yield _plain(f"{str(detail['field']).replace('_', ' ')} of ")
        yield from _subject(row["subject"])
        yield _plain(f" from “{_short(before or '')}” to “{_short(after or '')}”")
    else:
        yield _plain(f"– {row['action']}: ")
        yield from _subject(row["subject"])
    yield from _rest(row["action"], detail)


def _decision(row: dict[str, Any], detail: dict[str, Any], before: Any, after: Any) -> Iterator[Part]:
    yield _plain(f"{DONE[row['action']]} ")
    quote, citation = detail.get("quote"), detail.get("citation")
    yield _plain(f"“{_short(quote)}”" if quote else row["subject"])
    if citation:
        yield _plain(" (")
        yield str(citation), "document" if "document" in detail else "", str(detail.get("document", ""))
        yield _plain(")")
    stance = after.get("stance") if isinstance(after, dict) else None
    if detail.get("measure") or detail.get("block"):
        word = STANCES[stance] if stance in STANCES and row["action"] == "link accepted" else "for"
        yield _plain(f" as {word} " if word != "for" else " for ")
        if detail.get("measure"):
            yield detail["measure"], "measure", detail["measure"]
        else:
            yield f"block {detail['block']}", "block", detail["block"]
    if isinstance(before, dict) and before.get("status"):
        who = f" by {before['decided_by']}" if before.get("decided_by") else ""
        held = f", {before['stance']}" if before.get("stance") not in (None, stance) else ""
        yield _plain(f"; before: {before['status']}{who}{held}")
    note = after.get("note") if isinstance(after, dict) else None
    if note:
        yield _plain(f"; note: “{_short(note)}”")


def _subject(subject: str) -> Iterator[Part]:
    word, _, rest = subject.partition(" ")
    named = {"document": rest.isdigit(), "pack": True, "inspection": True, "measure": bool(rest)}
    yield (subject, word, rest) if named.get(word) else _plain(subject)


def _rest(action: str, detail: dict[str, Any]) -> Iterator[Part]:
    """What else the event says, of those that no sentence is written for."""
    skip = {"sha256"} | {name for name in ("before", "after") if isinstance(detail.get(name), dict)}
    if action in DONE or action.startswith(("field", "correction")):
        skip = set(detail) - {"why", "note"}
    said = [
        f"{name.replace('_', ' ')}: {_short(value if isinstance(value, str) else _json(value))}"
        for name, value in detail.items()
        if name not in skip and value not in ("", None, [], {})
    ]
    if action not in DONE:
        said += _differences(detail.get("before"), detail.get("after"))
    if said:
        yield _plain(("; " + "; ".join(said)).rstrip("."))
    yield _plain(".")


def _differences(before: Any, after: Any) -> list[str]:
    """Each field that a change made another: "starts: 2026-11-30 (was 2026-11-23)"."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return []
    return [
        f"{name.replace('_', ' ')}: {_shown(value)} (was {_shown(before.get(name))})"
        for name, value in after.items()
        if value != before.get(name) and name not in ("by", "at", "edits")
    ]


def _shown(value: Any) -> str:
    return (
        _short(value if isinstance(value, str) else _json(value))
        if value not in ("", None, [], {})
        else "none"
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _plain(words: str) -> Part:
    return words, "", ""


def _short(words: Any) -> str:
    text = " ".join(str(words).split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
