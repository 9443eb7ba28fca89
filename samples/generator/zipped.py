"""Zip containers (DOCX and XLSX) whose bytes don't depend on the clock."""

import io
import re
import zipfile

STAMP = (2026, 11, 1, 9, 0, 0)


def pack(parts: dict[str, bytes | str]) -> bytes:
    """The parts as one zip file, in the order given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def settle(data: bytes, when: str) -> bytes:
    """The same container with every time in it set to `when`, an ISO date."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    stamp = rb"\g<1>" + f"{when}T09:00:00Z".encode()
    parts[core] = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", stamp, parts[core])
    return pack(parts)
