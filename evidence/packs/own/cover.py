"""The pack's first page: what it is, and what stands in the whole of it, supplements included."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepInFrame, Spacer

from evidence.packs import sentences
from evidence.packs.own.pages import facts, footer
from evidence.packs.pack import Pack
from evidence.packs.setting.styles import EYEBROW, NOTICE, SMALL, Numbers
from evidence.packs.setting.text_layout import ACCENT, AGAINST, Drawn, Marks, Rule, draw, line, style
from evidence.pages.fonts import markup

TITLE = style(30, 35, bold=True)


def cover(pack: Pack, number: Numbers, pages: int) -> Drawn:
    """One page, whatever it has to say, so that no number after it moves. ``pages``: of the whole pack."""
    story = [KeepInFrame(0, 0, [*_story(pack, number, pages)], mode="shrink")]
    return draw(story, Marks(), footer(pack, pack.last))


def _story(pack: Pack, number: Numbers, pages: int) -> Iterator[Flowable]:
    marks, part = Marks(), pack.last
    yield Spacer(1, 90)
    yield line(markup(pack.council or "Evidence pack"), EYEBROW, marks)
    yield Spacer(1, 8)
    yield line(markup(pack.title), TITLE, marks)
    yield Spacer(1, 14)
    yield Rule(ACCENT, 3)
    yield Spacer(1, 12)
    if not part.issue:
        yield line("<b>DRAFT.</b> This pack has not been issued and may change.", NOTICE, marks, bar=AGAINST)
    yield facts([*pack.details, *_contents(pack, number, pages)])
    yield Spacer(1, 12)
    yield line(markup(sentences.contradiction(pack)), NOTICE, marks, bar=ACCENT)
    yield line(
        "Numbers in the index, in the bookmarks and on the pages are the PDF’s own page numbers. "
        "Cited passages are highlighted where they stand.",
        SMALL,
        marks,
    )
    if part.issue:
        yield line(f"Head of the audit log when frozen: {part.log_head}", SMALL, marks)
    for said in sentences.signed(part):
        yield line(markup(said), SMALL, marks)


def _contents(pack: Pack, number: Numbers, pages: int) -> Iterator[tuple[str, str]]:
    of = sentences.plural
    sections = {section.code or section.id for part in pack.parts for section in part.sections}
    said = f"{of(len(sections), 'section')}, {of(len(pack.documents), 'document')}, {of(pages, 'page')}"
    yield "State", sentences.history(pack)
    yield "Contents", said
    if len(pack.parts) > 1:
        starts = [number(("supplement", index, 0)) for index in range(1, len(pack.parts))]
        yield "Supplements", f"{of(len(starts), 'supplement')}, from page {', '.join(starts)}"
    yield "Evidence", sentences.counts(pack.items)
