"""Layers of a PDF that are switched off (ISO 32000-1, 8.11), which PDFium reads as if they were on.

Of a file that has some, a copy is read in which each of them, and what belongs to it, bears one name.
"""

import mmap
import re
import warnings
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

OFF = "muster: switched off"
LARGEST = 200 << 20  # bytes of a file that is copied
_MARK = "/MusterOff"
# An object stream's dictionary, up to its bytes (ISO 32000-1, 7.5.7).
_PACKED = re.compile(
    rb"<<((?:(?!>>|<<).){0,400}?/ObjStm(?:(?!>>|<<).){0,400}?)>>\s{0,4}stream\r?\n", re.DOTALL
)
_PACKED_MOST = 8 << 20


def with_layers_named(path: Path, password: str) -> bytes | None:
    """A copy of the file whose layers that are off bear the name ``OFF``; None where none is off, as nearly
    always, or where it cannot be made."""
    if not _may_have_layers(path):
        return None
    try:
        with warnings.catch_warnings(), path.open("rb") as stream:
            warnings.simplefilter("ignore")
            reader = PdfReader(stream, password=password or None)
            if not _off(reader.root_object):
                return None
            writer = PdfWriter(clone_from=reader)
        _name(writer)
        out = BytesIO()
        writer.write(out)
        return out.getvalue()
    except Exception:  # pypdf raises all sorts on damaged files
        return None


def _may_have_layers(path: Path) -> bool:
    """Whether the file's bytes name layers, or hide its structure in compressed streams."""
    size = path.stat().st_size
    if not 0 < size <= LARGEST:
        return False
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(b"/OCProperties") >= 0 or _packed_may(data)


def _packed_may(data: mmap.mmap) -> bool:
    """Whether what is packed in object streams names layers, or cannot be looked at as cheaply as this."""
    if data.find(b"/Encrypt") >= 0:
        return data.find(b"/ObjStm") >= 0
    streams = _count(data, b"/ObjStm")
    for found in _PACKED.finditer(data) if streams else ():
        streams -= 1
        if b"/FlateDecode" not in found[1] or b"/DecodeParms" in found[1]:
            return True
        try:
            inside = zlib.decompressobj().decompress(data[found.end() : found.end() + _PACKED_MOST])
        except zlib.error:
            return True
        if b"/OCProperties" in inside:
            return True
    return streams > 0


def _count(data: mmap.mmap, name: bytes) -> int:
    count, at = 0, data.find(name)
    while at >= 0:
        count, at = count + 1, data.find(name, at + 1)
    return count


def _off(root: DictionaryObject) -> list[DictionaryObject]:
    """The layers that are off when the file is opened to be viewed."""
    properties = _got(root, "/OCProperties")
    if not isinstance(properties, DictionaryObject):
        return []
    usual = _got(properties, "/D") or DictionaryObject()
    listed = [ref.get_object() for ref in _got(properties, "/OCGs") or ()]
    layers = [layer for layer in listed if isinstance(layer, DictionaryObject)]
    off, on = (_same(_got(usual, key) or ()) for key in ("/OFF", "/ON"))
    base = usual.get("/BaseState") == "/OFF"
    by_view = _same(
        layer
        for use in _got(usual, "/AS") or ()
        if use.get_object().get("/Event") == "/View"
        for layer in _got(use.get_object(), "/OCGs") or ()
    )
    return [
        layer
        for layer in layers
        if (id(layer) in by_view and _viewed(layer) == "/OFF")
        or id(layer) in off
        or (base and id(layer) not in on)
    ]


def _viewed(layer: DictionaryObject) -> str:
    view = _got(_got(layer, "/Usage") or DictionaryObject(), "/View") or DictionaryObject()
    return str(view.get("/ViewState", ""))


def _name(writer: PdfWriter) -> None:
    """Give what is off the one name, and forms that belong to it a mark within which they draw."""
    off = _off(writer.root_object)
    for layer in off:
        layer[NameObject("/Name")] = TextStringObject(OFF)
    hidden = _same(off)
    for thing in writer._objects:
        if (
            isinstance(thing, DictionaryObject)
            and thing.get("/Type") == "/OCMD"
            and _is_hidden(thing, hidden)
        ):
            thing[NameObject("/Name")] = TextStringObject(OFF)
    for thing in writer._objects:
        if isinstance(thing, StreamObject) and thing.get("/Subtype") == "/Form":
            layer = _got(thing, "/OC")
            if isinstance(layer, DictionaryObject) and _is_hidden(layer, hidden):
                _enclose(thing)


def _is_hidden(layer: DictionaryObject, hidden: set[int]) -> bool:
    """Whether a layer is off, or a membership of layers hides what belongs to it (8.11.2.2)."""
    if layer.get("/Type") != "/OCMD":
        return id(layer) in hidden
    groups = _got(layer, "/OCGs") or ()
    groups = list(groups) if isinstance(groups, ArrayObject) else [groups]
    states = [id(group.get_object()) not in hidden for group in groups]
    if not states:
        return False
    return not {
        "/AllOn": all(states),
        "/AnyOff": not all(states),
        "/AllOff": not any(states),
    }.get(str(layer.get("/P")), any(states))


def _enclose(form: StreamObject) -> None:
    form.set_data(b"/OC " + _MARK.encode() + b" BDC\n" + form.get_data() + b"\nEMC\n")
    resources = _got(form, "/Resources")
    if not isinstance(resources, DictionaryObject):
        resources = form[NameObject("/Resources")] = DictionaryObject()
    properties = _got(resources, "/Properties")
    if not isinstance(properties, DictionaryObject):
        properties = resources[NameObject("/Properties")] = DictionaryObject()
    properties[NameObject(_MARK)] = DictionaryObject(
        {NameObject("/Type"): NameObject("/OCG"), NameObject("/Name"): TextStringObject(OFF)}
    )


def _got(holder: DictionaryObject, key: str) -> Any:
    value = holder.get(key)
    return value.get_object() if value is not None else None


def _same(things: Iterable[Any]) -> set[int]:
    return {id(thing.get_object()) for thing in things}
