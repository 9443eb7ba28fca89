"""Why words may be redacted: a short list of exemptions, as statutes and the ICO's guidance name them."""

import csv
from functools import cache
from pathlib import Path

from evidence.errors import UsageError

LISTED = Path(__file__).with_name("exemptions.csv")


@cache
def exemptions() -> dict[str, str]:
    """The name of each exemption by its code, in the order in which they are offered."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def exemption(code: str) -> str:
    """The code of an exemption, however its letters are written. Raises UsageError."""
    found = code.strip().casefold()
    if found not in exemptions():
        raise UsageError(
            f"There is no exemption {code or 'given'}.", f"Give one of: {', '.join(exemptions())}."
        )
    return found
