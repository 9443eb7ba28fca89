"""What a reader of the samples should find in them, taken from the texts they were drawn from."""

import json

from .markup import CONTENT, Block, Text

CONVENTIONS = [
    "A title is null where none is printed; an author, recipient or reference is null where there is none.",
    "People are named without Dr, Ms, Councillor, MP or rank.",
    "A period is given in the words of the paper; at_most 0 is how 'none' is written.",
    "A bullet that only introduces further bullets is no measure.",
    "'starts' is how a measure's words begin, label and bullet left out.",
    "'traces' says what a person would find for some measures, 'indicator' or 'starts' naming the measure; "
    "a null label is a passage without one, found by 'words'.",
]
ABOUT = "What Muster should read from samples/evidence. Aldermarsh and every person named are invented."


def document(text: Text) -> dict:
    facts = text.facts
    wanted = ("kind", "title", "date", "author", "recipient", "reference", "source")
    found = {key: facts.get(key) for key in wanted} | {"source_class": facts["class"]}
    appendices = [b.text for b in text.blocks if b.kind == "heading" and b.text.startswith("Appendix")]
    if appendices:
        found["appendices"] = appendices
    if "replies_to" in facts:
        found["replies_to"] = facts["replies_to"]
    return found


def target(line: str) -> dict:
    """`NI 59 at_least 72 percent; December 2025`, or `CS 30 trend_up; …` which has no value."""
    what, period = line.split("; ")
    letters, digits, comparator, *amount = what.split()
    value, unit = amount or (None, None)
    return {
        "indicator": f"{letters} {digits}",
        "comparator": comparator,
        "value": value and float(value),
        "unit": unit,
        "period": period,
    }


def measures(blocks: tuple[Block, ...]) -> list[dict]:
    theme, found = "", []
    for block in blocks:
        if block.kind == "heading":
            theme = block.text
        elif block.kind == "target":
            found[-1]["targets"].append(target(block.text))
        elif block.kind == "letter" or (block.mark in ("-", "--") and not block.text.endswith(":")):
            found.append(
                {
                    "starts": " ".join(block.text.split()[:10]),
                    "theme": theme,
                    "overarching": block.kind == "letter",
                    "targets": [],
                }
            )
    return found


def register(text: Text) -> dict:
    facts = text.facts
    noted = [block.text for block in text.blocks if block.mark == "~"]
    return {
        **{key: facts[key] for key in ("issuer", "addressee", "issued", "term")},
        "review_dates": [line.split(" (reported in ")[0] for line in noted if "(reported" in line]
        + ["the end of June 2027"],
        "reported": [line.split(" (reported in ")[1].rstrip(")") for line in noted if "(reported" in line],
        "rests_on": [line for line in noted if "(reported" not in line],
        "measures": measures(text.blocks),
    }


def entry(text: Text) -> dict:
    facts = text.facts
    if "fails" in facts:
        return {"file": facts["file"], "status": "failed", "reason": facts["fails"], "documents": []}
    found = {"file": facts["file"], "status": "added", "documents": [document(text)]}
    return found | ({"register": register(text)} if facts["kind"] == "notice" else {})


def check(traces: list[dict], texts: list[Text]) -> None:
    """Refuse a trace that names a passage no text holds."""
    by_file = {text.facts["file"]: text for text in texts}
    for passage in (p for trace in traces for p in trace["supporting"] + trace["contradicting"]):
        blocks = by_file[passage["file"]].blocks
        if not any(passage["words"] in b.text and passage["label"] in (None, b.label) for b in blocks):
            raise ValueError(f"no such passage: {passage}")


def tell(texts: list[Text]) -> str:
    """The whole of truth.json."""
    entries = [entry(text) for text in texts]
    entries += [
        {
            "file": text.facts["copy"],
            "status": "duplicate",
            "duplicate_of": text.facts["file"],
            "documents": [],
        }
        for text in texts
        if "copy" in text.facts
    ]
    traces = json.loads((CONTENT / "traces.json").read_text("utf-8"))
    check(traces, texts)
    truth = {
        "about": ABOUT,
        "conventions": CONVENTIONS,
        "traces": traces,
        "files": sorted(entries, key=lambda one: one["file"]),
    }
    return json.dumps(truth, indent=1, ensure_ascii=False) + "\n"
