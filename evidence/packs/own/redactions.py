"""The index's list of redactions: which page, how many places, under which exemption, and why."""

from collections.abc import Iterator

from reportlab.platypus import Flowable, KeepTogether, Spacer

from evidence.packs import sentences
from evidence.packs.pack import Pack, PackPart
from evidence.packs.setting.styles import INDEX_DOCUMENT, INDEX_NOTE, INDEX_SECTION, Numbers
from evidence.packs.setting.text_layout import Key, Marks, line
from evidence.pages.fonts import markup


def listed(part: PackPart, pack: Pack, number: Numbers, marks: Marks) -> Iterator[Flowable]:
    """The redactions of a part; nothing where it has none."""
    if not part.redactions:
        return
    yield Spacer(1, 8)
    yield line("Redactions", INDEX_SECTION, marks)
    for redaction in part.redactions:
        key: Key = ("redacted", redaction.document, redaction.page)
        said = markup(sentences.redaction(pack, redaction))
        yield KeepTogether(
            [
                line(said, INDEX_DOCUMENT, marks, to=key, number=number(key)),
                line(markup(sentences.why(redaction)), INDEX_NOTE, marks),
            ]
        )
