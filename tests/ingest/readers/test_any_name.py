"""The kind of a file is decided by its content: its name may say anything."""

from pathlib import Path

import pytest
from every_format import NAMES, PICTURES, WORDS, sample
from office_files import saved
from reader_files import read, texts

from ingest.readers import sniff

# What a text is called settles what content leaves open (CSV); a page under a wrong name is an error page.
OPEN = {sniff.TEXT: {".csv"}, sniff.HTML: {".html", ".txt", ""}}


@pytest.mark.parametrize("media", NAMES)
def test_a_file_is_what_it_holds_whatever_its_name(tmp_path: Path, media: str) -> None:
    endings = {*NAMES.values(), ""} if media != sniff.HTML else OPEN[sniff.HTML]
    for ending in sorted(endings):
        path = saved(tmp_path / f"paper{ending}", sample(media))
        assert sniff.sniff(path, path.name) == media, ending
        if media not in PICTURES:
            assert any(WORDS in line for line in texts(read(path))), ending
