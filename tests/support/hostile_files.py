"""Files made to hurt their reader, small on disk: each is real, and none needs a fault put into our code."""

import zlib
from pathlib import Path


def pdf_of(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), more, packed)


def _page(content: bytes, resources: bytes = b"") -> list[bytes]:
    return [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> %s >> >>"
        % resources,
        content,
    ]


def slow_pdf(path: Path) -> Path:
    """One page that draws a form that draws a form …, each ten times: ten to the ninth words."""
    depth = 9
    objects = _page(
        _stream(b"/X5 Do " * 10),
        b"/XObject << /X5 5 0 R >>",
    )
    for number in range(5, 5 + depth):
        last = number == 4 + depth
        content = b"BT /F1 9 Tf 50 50 Td (word) Tj ET" if last else b"/X%d Do " % (number + 1) * 10
        names = b"" if last else b"/XObject << /X%d %d 0 R >>" % (number + 1, number + 1)
        font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
        head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << %s %s >>" % (font, names)
        objects.append(_stream(content, head))
    path.write_bytes(pdf_of(objects))
    return path


def swelling_pdf(path: Path, megabytes: int = 600) -> Path:
    """One page whose drawing unpacks to so many megabytes of words."""
    line = b"BT /F1 9 Tf 50 50 Td (the same words again and again) Tj ET\n"
    path.write_bytes(pdf_of(_page(_stream(line * (megabytes * (1 << 20) // len(line))))))
    return path


def endless_pages_pdf(path: Path) -> Path:
    """A page tree that holds itself, and says that it has a thousand million pages."""
    path.write_bytes(
        pdf_of(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1000000000 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            ]
        )
    )
    return path
