"""Figures that OCR misread in ways that leave no doubt: for reading values, never in place of the text."""

import re

_DIGITS = str.maketrans("OoIl", "0011")
_YEAR = re.compile(r"(?<![\w.])(?:[12lI][09O][0-9OIl]{2})(?![\w%]|\.\d)")
_PERCENT = re.compile(r"(?<![\w.])(?=[0-9OIl.]*\d)[0-9OIl]{1,3}(?:\.[0-9OIl]+)?(?=\s?(?:%|per\s?cent\b))")
_PARTED = re.compile(r"(?<![\d.])(\d{1,2})\s+\.(?=\d+\s?(?:%|per\s?cent\b))")
_NATIONAL = re.compile(r"\bN[1l](?=\s\d{2,3}\b(?!\s*[A-Z]{2}\b))")


def mended(text: str) -> str:
    """A text with the figures of years, percentages and indicators' codes set right.

    >>> mended("N1 59 from 61 .2% to 2O% by June 2O1O")
    'NI 59 from 61.2% to 20% by June 2010'
    """
    if not re.search(r"\d", text):
        return text
    text = _NATIONAL.sub("NI", _PARTED.sub(r"\1.", text))
    for pattern in (_YEAR, _PERCENT):
        text = pattern.sub(lambda m: m.group().translate(_DIGITS), text)
    return text
