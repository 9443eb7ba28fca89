"""Office files locked with a password, through msoffcrypto: opened into a file that goes with the reading."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from evidence.errors import Unreadable
from evidence.home.faults import is_ours

# What it makes of a damaged file is said in our own words.
logging.getLogger("msoffcrypto").setLevel(logging.CRITICAL + 1)

LOCKED = (
    "The file is locked with a password.",
    "Ask the sender for the password, then retry it with that, or ask for an unlocked copy.",
)
WRONG = (
    "The password given does not open the file.",
    "Check it with the sender, then retry with the right one, or ask for an unlocked copy.",
)
OTHERWISE = (
    "The file is locked in a way that Muster cannot open.",
    "Open it in its own program, save it without a password, and ingest that.",
)


@contextmanager
def unlocked(path: Path, password: str) -> Iterator[Path]:
    """The file without its lock, for as long as the context lasts. Raises Unreadable."""
    if not password:
        raise Unreadable(*LOCKED)
    with tempfile.NamedTemporaryFile() as out:
        _unlock(path, password, out)
        out.flush()
        yield Path(out.name)


def _unlock(path: Path, password: str, out: "tempfile._TemporaryFileWrapper[bytes]") -> None:
    # Imported here: it brings much with it that no other format needs.
    import msoffcrypto
    from msoffcrypto.exceptions import InvalidKeyError

    try:
        with path.open("rb") as stream:
            office = msoffcrypto.OfficeFile(stream)
            if office.format == "ooxml":
                office.load_key(password=password, verify_password=True)
            else:
                office.load_key(password=password)
            office.decrypt(out)
    except InvalidKeyError as error:
        raise Unreadable(*WRONG) from error
    except Exception as error:  # it raises whatever the damage makes it raise
        if is_ours(error):
            raise
        raise Unreadable(*OTHERWISE) from error
