"""Office's ZIP packages, opened with care: what unpacks to more than the limit is not unpacked."""

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from evidence.errors import Unreadable
from evidence.settings import IngestSettings

MB = 1 << 20
DAMAGED = ("The file is damaged and cannot be opened.", "Ask the sender for another copy.")


def open_package(path: Path, settings: IngestSettings) -> zipfile.ZipFile:
    """Open an Office file. Raises Unreadable if it is damaged, locked, or a bomb."""
    try:
        package = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Unreadable(*DAMAGED) from error
    infos = package.infolist()
    if any(info.flag_bits & 1 for info in infos):
        package.close()
        raise Unreadable("The file is locked with a password.", "Ask the sender for an unlocked copy.")
    # Only the parts that are parsed count: pictures inside are never unpacked.
    size = sum(info.file_size for info in infos if info.filename.endswith((".xml", ".rels", ".vml")))
    if size > settings.max_file_mb * MB:
        package.close()
        raise Unreadable(
            f"The file unpacks to {size // MB:,} MB, more than the limit of {settings.max_file_mb:,} MB.",
            "Split it, or raise max_file_mb in config.toml.",
        )
    return package


def part(package: zipfile.ZipFile, name: str) -> Element | None:
    """One XML part, or None if the package has none of that name. Raises Unreadable if it is damaged."""
    try:
        return fromstring(package.read(name))
    except KeyError:
        return None
    except (ParseError, DefusedXmlException, zipfile.BadZipFile, OSError, ValueError, EOFError) as error:
        raise Unreadable(*DAMAGED) from error
    except (NotImplementedError, RuntimeError, zlib.error) as error:
        raise Unreadable(*DAMAGED) from error
