"""What was done, in words: a verb for each action of the log, and its details with what they name."""

import json
from collections.abc import Iterator
from typing import Any

Part = tuple[str, str, str]
"""Words; what they name (document, measure, block, pack, inspection; "" nothing); its number or name."""
QUOTED = 140  # characters of quoted words in a sentence
VERBS = {
    "account added": "opened",
    "account changed": "changed",
    "account closed": "closed",
    "account link given": "made a link that signs in to",
    "account opened again": "opened again",
    "account password kept anew": "kept under stronger parameters the password of",
    "account password set": "set the password of",
    "comparison asked for": "asked for a new comparison of",
    "correction undone": "took back the correction of",
    "council confirmed": "confirmed which council is ours",
    "council confirmation undone": "took back which council is ours",
    "council read": "read again which council is meant in",
    "crosswalk approved": "said that these ask for the same:",
    "crosswalk proposed": "proposed",
    "crosswalk rejected": "said that these do not ask for the same:",
    "document added": "added",
    "document brought back": "brought back",
    "document marked": "marked",
    "document marked by rule": "marked, by a rule of config.toml,",
    "document marking undone": "took back the marking of",
    "document read again": "read again",
    "document withdrawn": "withdrew",
    "documents compared": "compared",
    "enclosure found": "found an enclosure of",
    "field corrected": "corrected",
    "file added": "took in",
    "file duplicate": "was offered, a second time,",
    "file failed": "could not read",
    "file marked": "marked",
    "inspection added": "announced",
    "inspection change undone": "took back the last change of",
    "inspection changed": "changed",
    "inventory taken": "took an inventory of what was in the record before",
    "judgement entered": "entered",
    "judgement taken back": "took back",
    "left out evidence acknowledged": "said why contradicting evidence is left out of",
    "links suggested": "suggested links in",
    "measure closed": "closed",
    "measure edited": "edited",
    "measure handed over": "handed over",
    "measure opened again": "opened again",
    "measure shape undone": "took back the splitting or merging of",
    "measure split": "split",
    "measure standing undone": "took back the last step with",
    "measure terms changed": "changed the words that go with",
    "measures compared": "compared",
    "measures kept of a withdrawn document": "kept the measures of",
    "measures merged": "merged measures, among them",
    "near-duplicate decided": "said whether another paper is the same as",
    "near-duplicate flagged": "found a paper much like",
    "observation confirmed": "confirmed the value",
    "observation corrected": "corrected the value",
    "observation decision undone": "took back the last decision on the value",
    "observation rejected": "rejected the value",
    "pack added": "made",
    "pack change undone": "took back the newest change of",
    "pack delivered in files": "chose to deliver in files",
    "pack document pages": "chose the pages of a document in",
    "pack frozen": "froze",
    "pack item added": "added to",
    "pack item moved": "moved an item in",
    "pack item removed": "took an item out of",
    "pack items added": "added accepted passages to",
    "pack items restored": "brought items back into",
    "pack note changed": "changed a note in",
    "pack page turned": "turned a page in",
    "pack redacted": "redacted words or areas in",
    "pack redaction removed": "took back redactions in",
    "pack section added": "added a section to",
    "pack section moved": "moved a section in",
    "pack section named": "named a section of",
    "pack section put back": "put a section back into",
    "pack section removed": "took a section out of",
    "record restored": "restored",
    "record upgraded": "brought up to this version",
    "redaction proposals seen": "looked through what rules propose to redact in",
    "references changed": "changed which papers refer to which",
    "references looked for": "looked for references between papers",
    "reply found": "found what is answered by",
    "reply untied": "no longer takes for a reply",
    "request added": "noted",
    "request answered": "answered",
    "request changed": "changed",
    "request dropped": "dropped",
    "request opened again": "opened again",
    "request step undone": "took back the last step with",
    "retry begun": "began",
    "retry ended": "finished",
    "rows written": "wrote",
    "search saved": "saved",
    "saved search deleted": "deleted",
    "signing key made": "made the",
    "succession decided": "decided whether a predecessor's papers count",
    "suggestions dropped": "dropped the suggestions of",
    "target confirmed": "confirmed the target",
    "target corrected": "corrected the target",
    "target decision undone": "took back the last decision on the target",
    "target rejected": "rejected the target",
    "upload begun": "began",
    "upload cut short": "did not get all files of",
    "upload ended": "finished reading",
}
"""What the actor did, before the event's subject."""
BARE = frozenset({"home", "references"})
"""Subjects that the verb has said."""
NAMES = {
    "asked_on": "asked on",
    "answered_on": "answered on",
    "cutoff": "evidence until",
    "from": "of",
    "judged_on": "judged on",
    "like": "the other",
    "made": "into",
    "own": "our council",
    "rag": "rating",
    "replies_to": "it answers",
    "undoes": "the step of event",
    "value": "now",
}
"""Details that a sentence calls otherwise than the log does."""
SILENT = frozenset(
    {"certificate", "decided_at", "decided_by", "framework", "from_measure", "model", "pdf_sha256",
     "plan_sha256", "read", "sha256", "state", "up_to", "zip_sha256", "by", "at", "edits"}
)  # fmt: skip
"""Details that only a machine reads, or that the sentence says otherwise."""
DOCUMENTS, MEASURES = (
    {"document", "like", "replies_to", "enclosed"},
    {"measure", "measures", "from", "made", "closed"},
)


def subject(words: str) -> Iterator[Part]:
    """An event's subject, with what it names."""
    word, _, rest = words.partition(" ")
    one, both, other = words.partition(" and ")
    named = {"document": rest.isdigit(), "pack": True, "inspection": True, "measure": bool(rest)}
    if named.get(word):
        yield words, word, rest
    elif both and " " not in one + other:  # a pair of measures
        yield from ((one, "measure", one), plain(both), (other, "measure", other))
    elif word == "request" and " of " in rest:
        yield words, "inspection", rest.partition(" of ")[2]
    else:
        yield plain(words)


def details(said: dict[str, Any]) -> Iterator[Part]:
    """Details by name, each after a semicolon; none that is empty or that only a machine reads."""
    for name, value in said.items():
        if name in SILENT or value in ("", None, [], {}):
            continue
        yield plain(f"; {NAMES.get(name, name.replace('_', ' '))}: ")
        yield from _value(name, value)


def differences(before: Any, after: Any) -> Iterator[Part]:
    """Each field that a change made another: "starts: 2026-11-30 (was 2026-11-23)"."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    for name, value in after.items():
        if value == before.get(name) or name in SILENT:
            continue
        yield plain(f"; {NAMES.get(name, name.replace('_', ' '))}: ")
        yield from _value(name, value) if value not in ("", None, [], {}) else [plain("none")]
        yield plain(" (was ")
        was = before.get(name)
        yield from _value(name, was) if was not in ("", None, [], {}) else [plain("none")]
        yield plain(")")


def plain(words: str) -> Part:
    """Words that name nothing."""
    return words, "", ""


def short(words: Any) -> str:
    """Words in one line, cut where they are long."""
    text = " ".join(str(words).split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"


def _value(name: str, value: Any) -> Iterator[Part]:
    some = value if isinstance(value, list) else [value]
    if name in DOCUMENTS and all(isinstance(one, int) for one in some):
        yield from _listed((f"document {one}", "document", str(one)) for one in some)
    elif name in MEASURES and all(isinstance(one, str) for one in some):
        yield from _listed((one, "measure", one) for one in some)
    elif name == "block":
        yield str(value), "block", str(value)
    elif name == "papers":
        yield from _listed(
            (f"document {one[0]}" + (f", passage {one[1]}" if one[1] else ""), "document", str(one[0]))
            for one in some
        )
    else:
        yield plain(short(_words(value)))


def ended(parts: Iterator[Part]) -> Iterator[Part]:
    """Parts as a sentence: with a full stop, unless the last word has one."""
    last = ""
    for part in parts:
        last = part[0] or last
        yield part
    if not last.endswith((".", "…")):
        yield plain(".")


def _listed(parts: Iterator[Part]) -> Iterator[Part]:
    for place, part in enumerate(parts):
        if place:
            yield plain(", ")
        yield part


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_words(one)}" for name, one in value.items())
    if isinstance(value, list) and len(value) == 3 and all(isinstance(one, str) for one in value):
        return f"{value[0].replace('_', ' ')} “{value[2]}” (was “{value[1]}”)"
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
