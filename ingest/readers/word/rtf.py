"""Rich text files (RTF)."""

from dataclasses import replace
from pathlib import Path

from evidence.errors import Unreadable
from evidence.pages.hidden_words import UNSEEN_TEXT
from evidence.settings import IngestSettings
from ingest.readers.raw import Line, RawFile
from ingest.readers.sniff import RTF
from ingest.readers.tidy import HIDDEN, STRUCK, embedded, page_of
from ingest.readers.word.rtf_text import Rtf

CUT = "The file ends before its last bracket is closed, so some of its text may be missing."


def read(path: Path, name: str, settings: IngestSettings) -> RawFile:
    """A rich text as one page of lines. Raises Unreadable if it says nothing."""
    rtf = Rtf(path.read_bytes().lstrip(b"\xef\xbb\xbf \t\r\n"))
    lines = list(rtf.lines())
    heads = [line for line in lines if line.role == "header"]
    lines = heads + [line for line in lines if line.role != "header"]
    if not lines:
        raise Unreadable("The rich text file holds no words.", "Check that it is the right file.")
    metadata = (("title", rtf.title),) if rtf.title else ()
    unseen = rtf.unseen
    warnings = (
        *embedded(rtf.objects),
        *(() if rtf.whole else (CUT,)),
        *((HIDDEN,) if unseen else ()),
        *((STRUCK,) if rtf.struck else ()),
    )
    page = replace(page_of(1, lines), left_out=tuple((UNSEEN_TEXT, said) for said in unseen))
    return RawFile(name, RTF, (page,), paged=False, metadata=metadata, warnings=warnings)


def rtf_lines(data: bytes) -> list[Line]:
    """The lines of a rich text in hand."""
    return list(Rtf(data).lines())
