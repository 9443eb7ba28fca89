"""An original of 5,000 pages is frozen within bounds of memory and time, in a process of its own."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2
from packing import A4, announce, cite, draw_pdf, paragraph, store_file
from paths import ROOT

from evidence.services import Services
from evidence.store import packs

MEBIBYTES, SECONDS = 512, 120  # it takes some 400 and 6

FREEZE = """
import json, resource, sys
from pathlib import Path
from evidence.packs.issuing import issue
from evidence.services import open_services
from evidence.settings import load
with open_services(load(home=Path(sys.argv[1])), actor="tester") as services:
    built = issue.freeze(services, "One")
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: it begins at what the process that started this one had in memory.
status = Path("/proc/self/status").read_text().splitlines()
peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
print(json.dumps([built.pages, peak / 1024, used.ru_utime + used.ru_stime]))
"""


def _repeated(page: bytes, count: int) -> bytes:
    one, many, out = pypdfium2.PdfDocument(page), pypdfium2.PdfDocument.new(), BytesIO()
    try:
        many.import_pages(one, [0] * count)
        many.save(out)
        return out.getvalue()
    finally:
        many.close()
        one.close()


def test_an_original_of_five_thousand_pages_is_frozen_in_bounded_memory_and_time(
    services: Services, tmp_path: Path
) -> None:
    data = _repeated(draw_pdf([A4], words="of the archive"), 5000)
    cited = paragraph(0, "Cited of page 4999.", page=4999, rect=(70, 232, 500, 252))
    announce(services)
    document = store_file(
        services, data, "archive.pdf", [cited], pages=5000, title="Archive", date="2010-12-01"
    )
    cite(services, document, 0, block="B")
    packs.add(services.record, "One", "Safeguarding 2011")
    packs.add_section(services.record, "One", block="B")
    command = [sys.executable, "-c", FREEZE, str(services.settings.home)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    pages, peak, seconds = json.loads(ran.stdout)
    assert pages > 5000
    assert peak < MEBIBYTES
    assert seconds < SECONDS
