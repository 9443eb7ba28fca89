"""Labels of automatic numbers, as every format prints them: a bullet, a figure, a letter, a roman number."""

BULLET = "•"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def spell(n: int, form: str) -> str:
    """A count in a number format by Word's name for it (ISO/IEC 29500-1, 17.18.59); in digits for formats
    beyond these.

    >>> spell(4, "lowerRoman"), spell(28, "upperLetter"), spell(3, "ordinal")
    ('iv', 'BB', '3rd')
    """
    if form in {"lowerLetter", "upperLetter"} and n > 0:
        letters = chr(97 + (n - 1) % 26) * ((n - 1) // 26 + 1)  # z is followed by aa, then bb
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < n < 4000:
        roman = ""
        for worth, sign in _ROMAN:
            roman, n = roman + sign * (n // worth), n % worth
        return roman.upper() if form == "upperRoman" else roman
    if form == "ordinal":
        ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
        return f"{n}{ending}"
    if form == "decimalZero":
        return f"{n:02d}"
    return "" if form in {"none", "bullet"} else str(n)
