"""A pack that holds what is marked says so on its cover and on every page, and nothing where nothing is."""

from pathlib import Path

import pypdf
from cli_runner import Muster
from worked_home import done

MARKING = "OFFICIAL-SENSITIVE [PERSONAL DATA]"


def pages(muster: Muster, out: Path) -> list[str]:
    done(muster, "pack", "build", "Letters", "--out", out)
    return [page.extract_text() for page in pypdf.PdfReader(next(out.glob("*.pdf"))).pages]


def test_every_page_of_a_pack_carries_the_marking_of_what_it_holds(
    own_sample_base: Muster, tmp_path: Path
) -> None:
    muster = own_sample_base
    done(muster, "inspection", "new", "Visit", "--framework", "ofsted-2011", "--starts", "2026-12-01")
    done(muster, "pack", "new", "Letters", "--inspection", "Visit")
    done(muster, "pack", "add", "Letters", "--section", "Letters", "--document", 1)
    assert not any("OFFICIAL" in text for text in pages(muster, tmp_path / "before"))
    done(muster, "mark", 1, "OFFICIAL-SENSITIVE", "--caveat", "Personal data", "--reason", "A name")
    marked = pages(muster, tmp_path / "after")
    assert len(marked) > 3
    assert [n for n, text in enumerate(marked, 1) if MARKING not in " ".join(text.split())] == []
