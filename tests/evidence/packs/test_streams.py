"""Streams that would unpack to more than there is memory are left packed."""

import random
import tracemalloc
import zlib
from io import BytesIO

import pikepdf
import pytest
from packing import draw_pdf

from evidence.packs.issuing.prints import page_prints
from evidence.packs.originals.plain import PlainPdf
from evidence.packs.originals.streams import MOST, decoded


def _bomb(times: int) -> bytes:
    packer, made = zlib.compressobj(9), []
    for _ in range(times):
        made.append(packer.compress(b" " * 1_000_000))
    return b"".join([*made, packer.flush()])


def _stream(data: bytes, filters: object) -> pikepdf.Stream:
    return pikepdf.Stream(HOLDER, data, {"/Filter": filters})


FLATE, HOLDER = pikepdf.Name.FlateDecode, pikepdf.new()


def test_a_stream_is_unpacked_as_it_was_packed() -> None:
    assert decoded(_stream(zlib.compress(b"q 1 0 0 1 0 0 cm Q"), FLATE)) == b"q 1 0 0 1 0 0 cm Q"
    assert decoded(_stream(b"plain".hex().encode() + b">", pikepdf.Name.ASCIIHexDecode)) == b"plain"
    assert len(decoded(_stream(_bomb(20), FLATE)) or b"") == 20_000_000
    noise = random.Random(4).randbytes(100_000)
    assert decoded(_stream(zlib.compress(noise), FLATE)) == noise
    assert decoded(_stream(zlib.compress(noise)[:-50_000], FLATE)) != b""  # as qpdf reads it


@pytest.mark.parametrize("filters", [FLATE, pikepdf.Array([FLATE, FLATE])])
def test_a_stream_that_is_too_large_or_packed_twice_is_not_unpacked(filters: object) -> None:
    bomb = _bomb(MOST // 1_000_000 + 25)
    tracemalloc.start()
    assert decoded(_stream(bomb, filters)) is None
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_a_picture_and_a_damaged_stream_stay_as_they_are() -> None:
    assert decoded(_stream(b"\xff\xd8", pikepdf.Name.DCTDecode)) is None
    assert decoded(_stream(b"no deflate", FLATE)) is None


def test_a_page_whose_content_is_a_bomb_has_a_print_and_in_pieces_is_left_to_pypdf() -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(draw_pdf())) as pdf:
        content = pikepdf.Stream(pdf, _bomb(MOST // 1_000_000 + 25), {"/Filter": FLATE})
        pdf.pages[0].obj.Contents = content
        assert len(page_prints(pdf)) == 1
        pdf.pages[0].obj.Contents = pikepdf.Array([content])
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert PlainPdf(out.getvalue()).page(1) is None
