"""Word packages of the tests' own making: parts under any names, tied by relationships."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from reader_files import W

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
R, M = f"{OFFICE}/relationships", f"{OFFICE}/math"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741 - the prefix that Word uses
NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}" xmlns:mc="{MC}" xmlns:a="{A}" xmlns:dgm="{DGM}" '
NAMES += f'xmlns:c="{C}" xmlns:o="{O}" xmlns:v="urn:schemas-microsoft-com:vml"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

Related = Sequence[tuple[str, str, str]]  # id, the last word of its type, target


def word(
    path: Path,
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    related: Related = (),
    main: str = "word/document.xml",
) -> Path:
    """A Word file: its body's XML, other parts by name, and the relationships of the main one."""
    folder, _, name = main.rpartition("/")
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/{main}" ContentType="{WORD}"/></Types>',
        )
        package.writestr("_rels/.rels", relationships([("rId1", "officeDocument", f"/{main}")]))
        package.writestr(f"{folder}/_rels/{name}.rels".lstrip("/"), relationships(related))
        package.writestr(main, f"<w:document {NAMES}><w:body>{body}</w:body></w:document>")
        for part, content in (parts or {}).items():
            package.writestr(part, content)
    return path


def relationships(related: Related) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{R}/{kind}" Target="{to}"/>' for i, kind, to in related)
    return f'<Relationships xmlns="{RELATIONSHIPS}">{inner}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
