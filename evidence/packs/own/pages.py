"""The pages that Muster writes after the cover: index, section sheets, a supplement's own sheet."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer, Table

from evidence.language.citations import say_date
from evidence.model import Stance
from evidence.packs import sentences
from evidence.packs.own import checksums, further
from evidence.packs.own import items as own_items
from evidence.packs.own.charts import charts
from evidence.packs.own.redactions import listed
from evidence.packs.own.since import since
from evidence.packs.own.told import told
from evidence.packs.pack import Pack, PackItem, PackPart, PackSection
from evidence.packs.setting.styles import (
    BODY,
    CITATION,
    EYEBROW,
    HEADING,
    INDEX_DOCUMENT,
    INDEX_NOTE,
    INDEX_PASSAGE,
    INDEX_SECTION,
    ISSUED,
    LABEL,
    NOTICE,
    QUOTE,
    SMALL,
    STATED,
    SUBHEADING,
    VALUE,
    Numbers,
)
from evidence.packs.setting.text_layout import (
    ACCENT,
    AGAINST,
    INK,
    QUIET,
    RULE,
    Drawn,
    Marks,
    Rule,
    draw,
    line,
    style,
)
from evidence.pages.fonts import markup

SHORT = 900  # characters of a quote, some nine lines, that are not parted
TIDY = 8  # the layout since which a chart's notes stand once, and who decided stands by what was decided
TELLS_CHANGES = 4  # the layout since which a supplement's first page tells what changed


def index(pack: Pack, number: Numbers) -> Drawn:
    """The index of the first part. A supplement has its own, so that this one never grows."""
    marks, part = Marks(), pack.parts[0]
    return draw([*_index(part, pack, 0, number, marks, "Index")], marks, footer(pack, part))


def supplement(pack: Pack, index: int, number: Numbers) -> Drawn:
    """A supplement's sheet and its index. Nothing before it has moved."""
    marks, part = Marks(), pack.parts[index]
    before = f"issue {part.issue - 1}" if part.issue else f"issue {len(pack.parts) - 1}"
    story: list[Flowable] = [
        line(markup(pack.title), EYEBROW, marks),
        line(f"Supplement {index}", HEADING, marks, place=("supplement", index, 0)),
        Rule(ACCENT, 2),
        Spacer(1, 10),
        line(
            markup(f"{sentences.state(part)}. It adds {sentences.counts(part.items)}, to {before}."),
            BODY,
            marks,
        ),
        line(
            "The pages before this one stand as they were issued, under the same numbers. Only the cover is "
            "new, since it speaks of the whole pack; and a passage that this supplement cites is highlighted "
            "there too.",
            BODY,
            marks,
        ),
        line(
            markup(f"The whole pack: {sentences.counts(pack.items)}. {sentences.contradiction(pack)}"),
            BODY,
            marks,
        ),
    ]
    if part.layout >= TELLS_CHANGES:
        story += since(pack, index, number, marks)
    else:
        story += [line(markup(note), NOTICE, marks, bar=AGAINST) for note in part.notes]
    if part.layout >= TIDY:
        story.append(Spacer(1, 14))
    story += _index(part, pack, index, number, marks, "What this supplement adds")
    story += checksums.added(pack, index, marks)
    return draw(story, marks, footer(pack, part))


def section_sheets(pack: Pack, index: int, number: Numbers) -> Drawn:
    """The sheets of a part's sections, each from its place ``("section", part, ordinal)`` on a new page."""
    marks, part = Marks(), pack.parts[index]
    story: list[Flowable] = []
    for section in part.sections:
        story += [*_sheet(pack, index, section, number, marks), PageBreak()]
    return draw(story[:-1], marks, footer(pack, part))


def _sheet(pack: Pack, index: int, section: PackSection, number: Numbers, marks: Marks) -> list[Flowable]:
    """A section's sheet: the measure's words and targets, then its evidence, each line a link."""
    coded = f"{section.kind.capitalize()} {section.code}" if section.code else ""
    eyebrow = f"Section {section.ordinal}" + (f" · {coded}" if section.title and coded else "")
    place = ("section", index, section.ordinal)
    story: list[Flowable] = [
        line(markup(eyebrow), EYEBROW, marks),
        line(markup(section.title or coded), HEADING, marks, place=place),
        Rule(ACCENT, 2),
        Spacer(1, 8),
    ]
    if section.kind == "own":
        return [*story, *own_items.section(pack, index, section, number, marks)]
    story.append(line(markup(section.words), STATED, marks, bar=ACCENT))
    if section.origin:
        story.append(line(markup(section.origin), SMALL, marks))
    story += _targets(section, marks)
    tidy = pack.parts[index].layout >= TIDY
    story += charts(section.charts, marks, noted_once=tidy)
    story += _standing(section, marks)
    story += told(section, marks)
    before = pack.issued_before(index, section)
    for stance, heading in sentences.STANCES:
        story += _evidence(section, before, stance, heading, number, marks, tidy)
    return [*story, *own_items.besides(pack, index, section, number, marks)]


def footer(pack: Pack, part: PackPart) -> str:
    """What stands at the foot of every page that Muster writes."""
    state = f"Issue {part.issue}" if part.issue else "Draft"
    marking = dict(pack.details).get("Marking", "")
    return f"{f'{marking} · ' if marking else ''}{pack.title} · {state} · {say_date(part.at[:10])}"


def facts(rows: Iterable[tuple[str, str]]) -> Table:
    """A table of names and values, in words."""
    marks = Marks()
    cells = [[line(markup(name), LABEL, marks), line(markup(value), VALUE, marks)] for name, value in rows]
    look: list[tuple[str, tuple[int, int], tuple[int, int], *tuple[Any, ...]]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    return Table(cells, colWidths=[120, None], style=look)


def _index(
    part: PackPart, pack: Pack, index: int, number: Numbers, marks: Marks, heading: str
) -> Iterator[Flowable]:
    yield line(heading, HEADING, marks, place=("index", index, 0))
    yield Rule(ACCENT, 2)
    for section in part.sections:
        key = ("section", index, section.ordinal)
        name = f"{section.ordinal}.  {sentences.section_name(section)}"
        look = ParagraphStyle("", parent=INDEX_SECTION, keepWithNext=1 if section.items else 0)
        yield line(markup(sentences.opening(name, 160)), look, marks, to=key, number=number(key))
        yield from _index_documents(section, pack, index, number, marks)
    yield from listed(part, pack, number, marks)
    yield from further.lists(pack, index, number, marks)


def _index_documents(
    section: PackSection, pack: Pack, index: int, number: Numbers, marks: Marks
) -> Iterator[Flowable]:
    for items in sentences.grouped(section.items):
        if items[0].kind == "note":
            key = ("item", items[0].number, 0)
            said = markup(f"Note: {sentences.opening(items[0].text, 70)}")
            yield line(said, INDEX_DOCUMENT, marks, to=key, number=number(key))
            continue
        document, part = pack.shown_in(index, items[0].document)
        key = ("document", document.id, part)
        lines: list[Flowable] = [
            line(markup(sentences.shown_name(document)), INDEX_DOCUMENT, marks, to=key, number=number(key))
        ]
        notes = [*sentences.enclosed_with(document, pack), *sentences.not_here(document)]
        lines += [line(markup(said), INDEX_NOTE, marks) for said in notes]
        for item in (i for i in items if i.kind != "document"):
            where = sentences.locator(item, document)
            said = f"{where}: " if where and item.text else ""
            key = ("item", item.number, 0)
            room = 84 - len(said) - (14 if _stance(item) else 0)
            words = (
                sentences.opening(item.text, max(room, 20))
                or sentences.page_range(item, document).capitalize()
            )
            text = markup(said + words) + _stance(item)
            lines.append(line(text, INDEX_PASSAGE, marks, to=key, number=number(key)))
        yield KeepTogether(lines[:2])
        yield from lines[2:]


def _stance(item: PackItem) -> str:
    colour = AGAINST if item.stance == Stance.CONTRADICTS else QUIET
    if not item.stance or item.stance == Stance.SUPPORTS:
        return ""
    return f' <font color="{colour.hexval().replace("0x", "#")}">[{item.stance}]</font>'


def _targets(section: PackSection, marks: Marks) -> Iterator[Flowable]:
    if not section.targets:
        return
    yield line("Targets", SUBHEADING, marks)
    yield facts(
        [
            (target.state.capitalize() if target.state else "", f"{target.words} {target.rests_on}".strip())
            for target in section.targets
        ]
    )


def _standing(section: PackSection, marks: Marks) -> Iterator[Flowable]:
    if not section.coverage:
        return
    at = f" at {say_date(section.coverage_at)}" if section.coverage_at else ""
    yield Spacer(1, 8)
    yield line(
        f"<b>Coverage{at}: {markup(section.coverage)}.</b> {markup(section.coverage_reason)}", BODY, marks
    )


def _evidence(
    section: PackSection,
    before: Sequence[PackItem],
    stance: Stance,
    heading: str,
    number: Numbers,
    marks: Marks,
    tidy: bool,
) -> Iterator[Flowable]:
    """A section's evidence of one stance, and on which pages earlier issues hold more of it (``before``)."""
    items, issued = sentences.of_stance(section.items, stance), sentences.of_stance(before, stance)
    left_out = section.left_out if stance is Stance.CONTRADICTS else 0
    if not items and not issued and stance is Stance.CONTEXT:
        return
    yield CondPageBreak(70)
    yield line(heading, SUBHEADING, marks)
    yield Rule()
    if not items:
        yield Spacer(1, 5)
        none = "None is included." if left_out else "None has been accepted."
        yield line("Nothing is added." if issued else none, BODY, marks)
    if left_out:
        said = f"{sentences.plural(left_out, 'accepted contradicting passage')} left out of this pack."
        yield line(markup(said), NOTICE, marks, bar=AGAINST)
    for item in items:
        lines = list(_item(item, number, marks))
        if tidy and len(item.text) < SHORT:
            yield KeepTogether(lines)
        else:
            yield from lines
    if issued:
        yield line("Issued before", LABEL, marks)
    for item in issued:
        key = ("item", item.number, 0)
        yield line(markup(item.citation), ISSUED, marks, to=key, number=number(key))


def _item(item: PackItem, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    key = ("item", item.number, 0)
    bar = AGAINST if item.stance == Stance.CONTRADICTS else RULE
    yield line(markup(item.citation), CITATION, marks, to=key, number=number(key))
    yield line(markup(item.text), QUOTE, marks, bar=bar)
    if item.note:
        yield line(f"<b>Note:</b> {markup(item.note)}", style(9.5, 13, leftIndent=12, textColor=INK), marks)
    if said := sentences.decided(item):
        yield line(markup(said), ParagraphStyle("", parent=SMALL, leftIndent=12), marks)
