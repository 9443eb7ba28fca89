"""The sentences that a pack says of itself. Pure; the PDF and the HTML index both use them."""

from collections.abc import Iterable, Iterator, Sequence

from evidence.frameworks.exemptions import exemptions
from evidence.home.keys import said as key_said
from evidence.language.citations import say_date
from evidence.model import Stance
from evidence.packs.pack import Pack, PackDocument, PackItem, PackPart, PackSection
from evidence.packs.redaction import PackRedaction

STANCES = (
    (Stance.SUPPORTS, "Supporting evidence"),
    (Stance.CONTRADICTS, "Contradicting evidence"),
    (Stance.CONTEXT, "Context"),
)
HISTORY = "What papers and people said of it"
FORMS = {
    "set": "Set as text from the original",
    "printed": "Shown by its pages as LibreOffice prints the original",
}
PICTURED_TOO = "Shown as a picture, since it draws with what a redacted page draws with."
WITHHELD = "not enclosed: parts of it are redacted"
WITHHELD_NOTE = (
    "Its original is not enclosed: it holds what is redacted.",
    "Its original is not enclosed, and its own links and bookmarks are not here: they hold what is redacted.",
)
PRINTED = "its pages as LibreOffice prints them"


def plural(number: int, one: str, many: str = "") -> str:
    """1 page, 2 pages, 1,200 pages."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def of_stance(items: Iterable[PackItem], stance: str) -> list[PackItem]:
    return [item for item in items if item.stance == stance]


def section_name(section: PackSection) -> str:
    """Measure N2010-03: and its first words (several share a theme), or the title a person gave it."""
    if section.kind == "own":
        return section.title
    if section.kind == "block":
        return f"Block {section.code}: {section.title}"
    title = section.title if section.title != section.theme else opening(section.words, 80)
    return f"Measure {section.code}: {title}"


def document_name(document: PackDocument) -> str:
    return f"{document.name}, {say_date(document.date)}"


def shown_name(document: PackDocument) -> str:
    """As ``document_name``, and how it is shown where those are not its own pages, or not all of them."""
    said = [PRINTED] if document.form == "printed" else []
    said += [part_of(document)] if document.span != (0, 0) else []
    return document_name(document) + (f" ({'; '.join(said)})" if said else "")


def part_of(document: PackDocument) -> str:
    """Which pages of a document are here: pages 4–6 and 9 of 48."""
    first, last = document.span
    numbers = sorted(page.number for page in document.pages)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    named = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
    return f"{'page' if len(numbers) == 1 else 'pages'} {listed} of {_whole(first, last)}"


def _whole(first: int, last: int) -> str:
    return str(last) if first == 1 else f"{first}–{last}"


def page_range(item: PackItem, document: PackDocument) -> str:
    """page 4 of 48, pages 4–6 of 48."""
    first, last = item.pages
    numbers = [page.number for page in document.pages] or [first, last]
    whole = document.span if document.span != (0, 0) else (min(numbers), max(numbers))
    return (f"page {first}" if first == last else f"pages {first}–{last}") + f" of {_whole(*whole)}"


def item_name(item: PackItem, document: PackDocument) -> str:
    """A document or pages of one, as an item of a section."""
    if item.kind == "pages":
        return f"{document_name(document)}, {page_range(item, document)}"
    return shown_name(document)


def grouped(items: Iterable[PackItem]) -> list[list[PackItem]]:
    """Items by document, in the order in which each is first named; a note by itself."""
    found: dict[tuple[int, int], list[PackItem]] = {}
    for item in items:
        found.setdefault((item.document, 0 if item.document else item.number), []).append(item)
    return list(found.values())


def enclosed_with(document: PackDocument, pack: Pack) -> Iterator[str]:
    """Enclosed with the email of 10 May 2005, which stands before it, if the pack holds that."""
    if (parent := pack.documents.get(document.parent)) is not None:
        yield f"Enclosed with: {document_name(parent)}"


def not_here(document: PackDocument) -> Iterator[str]:
    """What of an original its pages in the pack do not hold: of the whole, then of single pages."""
    yield from document.notes
    if document.withheld:
        yield WITHHELD_NOTE[document.form == "pdf"]
    pages: dict[str, list[str]] = {}
    for page in document.pages:
        if page.said:
            pages.setdefault(page.said, []).append(str(page.number))
    for said, numbers in pages.items():
        if said not in document.notes:
            yield f"Its {'page' if len(numbers) == 1 else 'pages'} {', '.join(numbers)}: {said}"


def pictured(reasons: Sequence[str]) -> str:
    """What the foot of a page says that is shown as a picture, since it holds words that nobody sees."""
    return (
        "Shown as a picture without the words of the original’s page that nobody sees there "
        f"({'; '.join(reasons)})."
    )


def redacted_here(codes: Sequence[str]) -> str:
    """What the foot of a page says of its redactions: 3 places redacted (s40, s41)."""
    return f"{plural(len(codes), 'place')} redacted ({', '.join(dict.fromkeys(codes))})."


def redaction(pack: Pack, of: PackRedaction) -> str:
    """Of which document and page, and how many places: Report, 3 May 2011, page 5: 3 places."""
    page = f", page {of.page}" if of.page else ""
    return f"{document_name(pack.documents[of.document])}{page}: {plural(of.places, 'place')}"


def why(of: PackRedaction) -> str:
    """The exemption in words, and the reason."""
    return f"{exemptions().get(of.exemption, of.exemption)}. {of.reason}"


def locator(item: PackItem, document: PackDocument) -> str:
    """Where in its document a passage is: para 3.2.5 (p. 4). "" where neither label nor page is known."""
    label = f"para {item.label.strip('().')}" if item.label else ""
    page = f"p. {item.page}" if document.form not in {"set", "printed"} else ""
    return f"{label} ({page})" if label and page else label or page


def opening(text: str, length: int = 90) -> str:
    """The first words of a text, cut at a word with an ellipsis; within a word that would take most of it."""
    words = " ".join(text.split())
    if len(words) <= length:
        return words
    whole = words[: length + 1].rsplit(" ", 1)[0][:length].rstrip(",;:")
    return (whole if len(whole) > length / 3 else words[:length]) + "…"


def counts(items: Sequence[PackItem]) -> str:
    """12 cited passages: 9 supporting, 2 contradicting, 1 for context; and besides 1 document and 2 notes."""
    supporting, against = len(of_stance(items, Stance.SUPPORTS)), len(of_stance(items, Stance.CONTRADICTS))
    cited = sum(item.kind == "cited" for item in items)
    context = cited - supporting - against
    said = f"{plural(cited, 'cited passage')}: {supporting} supporting, {against} contradicting"
    said += f", {context} for context" if context else ""
    besides = besides_of(items)
    if not besides:
        return said
    return f"{said}; and besides {besides}" if cited else besides


def besides_of(items: Sequence[PackItem]) -> str:
    """What a person put in without a link, counted: 1 document, 2 page ranges and 1 note. "" for nothing."""
    names = {"passage": "passage", "document": "document", "pages": "page range", "note": "note"}
    counted = [plural(n, name) for kind, name in names.items() if (n := sum(i.kind == kind for i in items))]
    return " and ".join([", ".join(counted[:-1]), counted[-1]] if len(counted) > 1 else counted)


def contradiction(pack: Pack) -> str:
    """What a pack, with its supplements, must say of contradicting evidence, whether or not it holds any."""
    included, left_out = len(of_stance(pack.items, Stance.CONTRADICTS)), pack.left_out
    if all(section.kind == "own" for part in pack.parts for section in part.sections):
        return "This pack has no section for a measure or block: it weighs no evidence for or against any."
    if not included and not left_out:
        return "No contradicting evidence has been accepted for the measures and blocks in this pack."
    said = []
    if included:
        verb = "is" if included == 1 else "are"
        said.append(
            f"{plural(included, 'contradicting passage')} {verb} included, "
            "in the section of the measure or block that it concerns."
        )
    else:
        said.append("This pack includes no contradicting evidence.")
    if left_out:
        verb = "is" if left_out == 1 else "are"
        said.append(f"{plural(left_out, 'accepted contradicting passage')} {verb} left out of this pack.")
        said += _acknowledged(pack.last)
    return " ".join(said)


def _acknowledged(part: PackPart) -> Iterator[str]:
    """What a person says of that: “It is answered in section 2.” (jo, 3 May 2011)."""
    if part.acknowledged:
        words, by, day = part.acknowledged
        yield f"On what is left out: “{words}” ({by}, {say_date(day)})."


def history(pack: Pack) -> str:
    """The state of a pack; of one with supplements, its first issue and each of them."""
    if len(pack.parts) == 1:
        return state(pack.last)
    return f"{state(pack.last)}. First issued on {say_date(pack.parts[0].at[:10])}"


def state(part: PackPart) -> str:
    """Issue 1, frozen on 22 November 2026 by jo. A draft says that it is one."""
    if not part.issue:
        return f"Draft of {say_date(part.at[:10])}: not issued"
    return f"Issue {part.issue}, frozen on {say_date(part.at[:10])} by {part.by}"


def signed(part: PackPart) -> Iterator[str]:
    """Which key signs an issue, how to check that, and whose place the key took."""
    if not part.signer:
        return
    yield f"Signed with this home’s key. Its fingerprint (SHA-256 of the public key): {key_said(part.signer)}"
    yield (
        "A PDF reader shows any change made since. To check both files: muster pack verify FILE --key "
        "FINGERPRINT, with the fingerprint from an issue or a person you trust."
    )
    if part.replaced_key:
        yield (
            "The key before it was lost; issues signed with that still verify with that. "
            f"Its fingerprint: {key_said(part.replaced_key)}"
        )


def decided(item: PackItem) -> str:
    """Who says so: Ofsted (external). Accepted by jo on 3 May 2011."""
    who = f"{item.source} ({item.source_class})" if item.source and item.source_class else item.source
    accepted = (
        f"Accepted by {item.decided_by} on {say_date(item.decided_at[:10])}." if item.decided_by else ""
    )
    return " ".join(part for part in (f"{who}." if who else "", accepted) if part)


def origin(document: PackDocument) -> str:
    """The note at the head of a document that is not shown by its own pages."""
    return f"{FORMS.get(document.form, 'Original:')} {document.file}, SHA-256 {document.sha256}"


def highlight_note(items: Iterable[PackItem]) -> str:
    """What a highlight says when opened: N2010-03, supports: the note."""
    stances = {Stance.SUPPORTS: "supports", Stance.CONTRADICTS: "contradicts", Stance.CONTEXT: "context for"}
    lines = []
    for item in items:
        if item.kind != "cited":
            lines.append("Put into this pack.")
            continue
        said = f"Cited here: {stances.get(Stance(item.stance), item.stance)} {item.code}."
        lines.append(f"{said} {item.note}".strip())
    return "\n".join(dict.fromkeys(lines))


def file_of(pack: Pack) -> str:
    return f"{pack.stem}.pdf"
