"""Office's ZIP packages, opened with care: what unpacks to more than the limit is not unpacked.

Follows ISO/IEC 29500-2 (Open Packaging Conventions): parts are found through relationships, whatever their
names, which are the same in any case. Strict files (ISO/IEC 29500-1) are read as transitional ones.
"""

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from evidence.errors import Unreadable
from evidence.home.faults import is_ours
from evidence.settings import IngestSettings

MB = 1 << 20
DAMAGED = ("The file is damaged and cannot be opened.", "Ask the sender for another copy.")
PACKED = (
    "The file is packed in a way that is not unpacked (an unusual ZIP method).",
    "Open it in its own program, save it again, and ingest that.",
)
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TYPES = "[Content_Types].xml"
_MAIN = "officeDocument"
_LARGEST_LIST = 4 * MB  # of a package's own lists of parts: real ones are some kilobytes
# Strict files name every vocabulary anew; the elements are the same (29500-1, annex A; 29500-4).
_STRICT = re.compile(rb"([\"'])http://purl\.oclc\.org/ooxml/([A-Za-z]+)/([A-Za-z/]+)")
_RENAMED = {
    b"extendedProperties": b"extended-properties",
    b"customProperties": b"custom-properties",
    b"relationships/extendedProperties": b"relationships/extended-properties",
    b"relationships/customProperties": b"relationships/custom-properties",
}


@dataclass(frozen=True)
class Related:
    """One relationship: its ``kind`` is the last word of its type ("footnotes"); ``target`` a part's name."""

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass
class Package:
    """An open package. To be used as a context manager."""

    archive: zipfile.ZipFile
    limit: int = 512 * MB  # bytes that one part may unpack to
    strict: bool = False  # some part was in the strict vocabularies
    _names: dict[str, str] = field(default_factory=dict)
    _related: dict[str, tuple[Related, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = {plain(name): name for name in reversed(self.archive.namelist())}

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def names(self) -> list[str]:
        """The parts' names as they stand, in order."""
        return sorted(self._names.values())

    def data(self, name: str) -> bytes | None:
        """One part's bytes, or None if there is none of that name or it is too large to unpack.

        Raises Unreadable if it is damaged.
        """
        own = self._names.get(plain(name))
        if own is None or self.archive.getinfo(own).file_size > self.limit:
            return None
        try:
            return self.archive.read(own)
        except (zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
            if is_ours(error):
                raise
            raise Unreadable(*DAMAGED) from error
        except NotImplementedError as error:
            raise Unreadable(*PACKED) from error
        except (RuntimeError, zlib.error) as error:
            raise Unreadable(*DAMAGED) from error

    def part(self, name: str) -> Element | None:
        """One XML part, or None if the package has none of that name. Raises Unreadable if it is damaged."""
        data = self.data(name)
        if data is None:
            return None
        if b"purl.oclc.org/ooxml" in data:
            self.strict, data = True, transitional(data)
        try:
            return fromstring(data)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise Unreadable(*DAMAGED) from error

    def related(self, name: str = "") -> tuple[Related, ...]:
        """The relationships of a part, in its order; the package's own for ""."""
        if name not in self._related:
            folder, file = posixpath.split(name)
            root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
            self._related[name] = tuple(_related(e, folder) for e in root) if root is not None else ()
        return self._related[name]

    def main(self, otherwise: str) -> str:
        """The part that the package is about; the usual one where no relationship says."""
        said = self.of_kind("", _MAIN)
        return next((name for name in said if plain(name) in self._names), otherwise)

    def of_kind(self, name: str, kind: str) -> list[str]:
        """The names of the parts that a part has such a relationship to."""
        return [x.target for x in self.related(name) if x.kind == kind and not x.external]

    def one(self, name: str, kind: str, usual: str = "") -> Element | None:
        """The part of that kind which belongs to ``name``; the usual one where no relationship says."""
        named = self.of_kind(name, kind) or (
            [posixpath.join(posixpath.dirname(name), usual)] if usual else []
        )
        return next((root for each in named if (root := self.part(each)) is not None), None)

    def by_id(self, name: str, id: str) -> str:
        """The part that an element of ``name`` refers to by a relationship's id, or nothing."""
        return next((x.target for x in self.related(name) if x.id == id and not x.external), "")


def plain(name: str) -> str:
    """A part's name as names are compared: without its leading slash, in one case, with forward slashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def transitional(data: bytes) -> bytes:
    """A part of a strict file in the transitional vocabularies."""
    return _STRICT.sub(_renamed, data)


def _renamed(found: re.Match[bytes]) -> bytes:
    quote, family, rest = found.groups()
    return quote + b"http://schemas.openxmlformats.org/%s/2006/%s" % (family, _RENAMED.get(rest, rest))


def _related(element: Element, folder: str) -> Related:
    target = unquote(element.get("Target", "")).replace("\\", "/")
    external = element.get("TargetMode", "") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")
    return Related(element.get("Id", ""), element.get("Type", "").rpartition("/")[2], target, external)


def open_package(path: Path | IO[bytes], settings: IngestSettings) -> Package:
    """Open an Office file. Raises Unreadable if it is damaged, locked, or a bomb."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        if is_ours(error):
            raise
        raise Unreadable(*DAMAGED) from error
    infos = archive.infolist()
    if any(info.flag_bits & 1 for info in infos):
        archive.close()
        raise Unreadable("The file is locked with a password.", "Ask the sender for an unlocked copy.")
    # Only the parts that are parsed count: pictures inside are never unpacked.
    size = sum(info.file_size for info in infos if info.filename.lower().endswith((".xml", ".rels", ".vml")))
    if size > settings.max_file_mb * MB:
        archive.close()
        raise Unreadable(
            f"The file unpacks to {size // MB:,} MB, more than the limit of {settings.max_file_mb:,} MB.",
            "Split it, or raise max_file_mb in config.toml.",
        )
    return Package(archive, settings.max_file_mb * MB)


def main_type(archive: zipfile.ZipFile) -> str:
    """The content type of the part that an Office file is about, or "" where it does not say."""
    package = Package(archive, _LARGEST_LIST)
    try:
        main, types = package.main(""), package.part(_TYPES)
    except Unreadable:
        return ""
    if not main:
        return ""
    if types is None:
        return _family(package, main)
    wanted, ending = plain(main), main.rpartition(".")[2].lower()
    stated = {e.get("PartName", ""): e.get("ContentType", "") for e in types}
    by_ending = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in types}
    said = next((t for name, t in stated.items() if plain(name) == wanted), by_ending.get(ending, ""))
    return said if said and not said.endswith("/xml") else _family(package, main)


def _family(package: Package, main: str) -> str:
    """Which vocabulary a part is in, where the package does not say what it is."""
    try:
        start = (package.data(main) or b"")[:2000]
    except Unreadable:
        return ""
    families = ("wordprocessingml", "spreadsheetml", "presentationml")
    return next((family for family in families if f"/{family}/".encode() in start), "")
