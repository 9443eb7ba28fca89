"""What a sheet says beside coverage: limiting judgements, and how its measure was rated over time."""

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from evidence.packs.pack import PackSection
from evidence.packs.sentences import HISTORY
from evidence.packs.setting.styles import BODY, NOTICE, SMALL, SUBHEADING
from evidence.packs.setting.text_layout import AGAINST, Marks, line
from evidence.pages.fonts import markup


def told(section: PackSection, marks: Marks) -> Iterator[Flowable]:
    """The limits, where rating and evidence differ, and the history: nothing for plans frozen earlier."""
    for said in section.limits:
        yield line(f"<b>Limiting judgement.</b> {markup(said)}", NOTICE, marks, bar=AGAINST)
    for said in section.differs:
        yield line(markup(said), BODY, marks)
    if section.history:
        yield CondPageBreak(70)
        yield line(HISTORY, SUBHEADING, marks)
    for said in section.history:
        yield line(markup(said), SMALL, marks)
