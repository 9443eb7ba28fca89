"""Sections of Acts as papers write them: "s47", "S.47", "section 47(1) of the Children Act 1989". Pure."""

import re
from dataclasses import dataclass

NUMBER = r"\d{1,3}(?:[A-Z]{1,2}|[a-rt-z](?!\w))?(?:\s?\((?:\d{1,2}[A-Z]{0,2}|[a-z]{1,4})\))*"
# "3.2" and "3-5" number a paper's own sections, "s 5 pm" and "47%" none.
# "S47s doubled" speaks of several.
ENDS = r"(?:['’]?s(?!\w))?(?![\w%]|[./-]\d)"
# "s47, 12 March 2024" is one section and a day.
NO_DAY = r"(?!(?:st|nd|rd|th)?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
_LIST = rf"{NUMBER}{ENDS}(?:\s*(?:,|and|or|&|/|to)\s*(?:(?:s|ss|section)\.?\s?)?{NUMBER}{ENDS}{NO_DAY})*"
_ACT = (
    r"(?P<act>(?:[A-Z][\w’'-]*(?:,?\s+(?:and|of|for|the|to|in|etc\.?)|,)?\s+){1,10}Act\s+(?:17|18|19|20)\d\d)"
)
_SECTIONS = re.compile(
    rf"(?<![\w’'.-])(?<![’']\s)(?:[Ss]ections?\s+|SECTIONS?\s+|(?<!\d\s)(?:[Ss]ecs?|SECS?)\.?\s?(?=\d)|[Ss]s\.?\s?|[Ss](?:\.\s?|\s)?)(?P<list>{_LIST})"
    rf"(?:\s*,?\s+(?:of|in|under)\s+(?:the\s+)?(?:\([^)]*\)\s*)?{_ACT})?"
)
_ONE = re.compile(NUMBER)


@dataclass(frozen=True)
class Section:
    """One section that a text names: "47", "497A" or "47(1)(b)", and the Act that stands beside it, or "".

    The range of characters is that of the whole mention; its number, or the list it stands in, ends at
    ``numbers_end``.
    """

    number: str
    act: str
    start: int
    end: int
    numbers_end: int

    @property
    def key(self) -> str:
        """The same for each way to write it, without its subsections: "s47"."""
        return "s" + self.number.partition("(")[0].casefold()


def find_sections(text: str) -> tuple[Section, ...]:
    """Every section in the text, in order; each of "sections 17 and 47" by itself.

    A paper's own "section 4" reads the same as an Act's: where no Act is named beside it, only what stands
    around can tell.
    """
    return tuple(
        Section(
            re.sub(r"\s", "", number[0]),
            " ".join((match["act"] or "").split()),
            *match.span(),
            match.end("list"),
        )
        for match in _SECTIONS.finditer(text)
        for number in _ONE.finditer(match["list"])
    )
