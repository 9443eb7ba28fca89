"""What a person put into a section without a link: passages, documents, pages of them, notes."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackItem, PackSection
from evidence.packs.setting.styles import BODY, CITATION, QUOTE, SMALL, SUBHEADING, Numbers
from evidence.packs.setting.text_layout import ACCENT, RULE, Key, Marks, Rule, line
from evidence.pages.fonts import markup


def section(pack: Pack, index: int, own: PackSection, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    """The contents of a section of one's own, in the order that a person gave them."""
    if not own.items:
        yield line("Nothing is in this section.", BODY, marks)
    for item in own.items:
        yield from _item(pack, index, item, number, marks)


def besides(pack: Pack, index: int, of: PackSection, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    """What else stands in the section of a measure or block. It counts as no evidence."""
    items = [item for item in of.items if item.kind != "cited"]
    if not items:
        return
    yield CondPageBreak(70)
    yield line("Also in this section", SUBHEADING, marks)
    yield Rule()
    for item in items:
        yield from _item(pack, index, item, number, marks)


def _item(pack: Pack, index: int, item: PackItem, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    key: Key = ("item", item.number, 0)
    if item.kind == "note":
        for n, paragraph in enumerate(p for p in item.text.split("\n") if p.strip()):
            yield line(markup(paragraph), BODY, marks, place=key if n == 0 else None)
        yield Spacer(1, 6)
        return
    if item.kind == "passage":
        yield line(markup(item.citation), CITATION, marks, to=key, number=number(key))
        yield line(markup(item.text), QUOTE, marks, bar=RULE)
        return
    document, _ = pack.shown_in(index, item.document)
    name = sentences.item_name(item, document)
    yield line(markup(name), CITATION, marks, to=key, number=number(key))
    if document.source:
        yield line(markup(document.source), SMALL, marks, bar=ACCENT)
