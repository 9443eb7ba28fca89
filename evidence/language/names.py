"""People's names in letterheads, address blocks and signatures, and the offices that they hold. Pure.

Names are found by form; no list holds them all.
"""

import re
from collections.abc import Iterable

TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness|Baron|Professor|Prof|Cllr|Councillor|Alderman"
    r"|Reverend|Revd?|Judge)"
)
"""What stands before a name."""
_HONORIFIC = rf"(?:The\s+)?(?:Rt\.?\s+Hon\.?|Right\s+Honourable|Honourable|{TITLE})\b\.?"
_POST = r"(?:MP|AM|MS|MEP|OBE|CBE|MBE|DBE|KBE|CB|KCB|CMG|KC|QC|QPM|DL|JP|HMI|PhD|FRSA|CPFA)"
_NO_PART = re.compile(rf"(?:the|rt|right|hon(?:ourable)?|{TITLE}|{_POST})", re.IGNORECASE)
OFFICE = re.compile(
    r"\b(?:minister|secretary|chair|chairman|director|executive|inspector|superintendent|constable|officer"
    r"|head|leader|manager|commissioner|coordinator|member|mayor|councillor|clerk|solicitor|adviser|nurse"
    r"|principal|president)\b",
    re.IGNORECASE,
)
"""A word of the office that a person holds."""
HIGH_OFFICE = re.compile(r"\bminister\b|secretary of state|parliamentary\s+under", re.IGNORECASE)
"""A minister's office."""
_WORD = (
    r"(?:(?:Mc|Mac|O['’]|D['’]|Fitz|St\s)?[A-ZÀ-Þ][a-zß-ÿ]+(?:['’-][A-ZÀ-Þ]?[a-zß-ÿ]+)*"
    r"|(?:Mc|O['’])?[A-ZÀ-Þ]{2,}(?:[-'’][A-ZÀ-Þ]{2,})*|[A-Z](?:\.|(?![\w'’])))"
)
_PARTICLE = r"(?:de|del|della|der|den|di|du|la|le|van|von|bin|ibn|al|el|ap|ter)"
_TOKEN = re.compile(rf"{_HONORIFIC}|{_POST}\b|{_WORD}(?!\w)|{_PARTICLE}\b|\S")
# Words of offices, bodies and addresses: no part of a name. Those that are surnames too (Hill, Green,
# Lane) are left out: a signature missed costs more than a street that looks like a name.
_OTHER_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
    academy acting address adoption adult adults affairs agency agenda and annual appendix area areas
    assistant assurance august authority avenue award background best block board borough british
    broadcasting building buildings bureau business cabinet campus care cc centre chair chairman
    chairperson chamber charity chief child children city civic classification clerk cluster college
    commission commissioner commissioning committee community company concern confidential constable
    constabulary consultant contents coordinator copy corporate council councils country county crescent
    crown date dcs dear december decision department deputy detective development direct direction
    director directorate directors district division draft drive early east education enc enclosure
    england english enquiries estate executive faithfully families family fax february finance floor for
    foundation framework friday from general governance government great group guildhall head
    headquarters headteacher health help her higher his hospital house housing hub human improvement
    independent industrial information initial inspection inspector inspectorate inspectors interim
    international introduction issues item january judgement july junior justice kind kingdom lead leader
    leaders learning letter line lines local london lower main majesty majestys management manager
    managing march mayor member members metropolitan midlands minister ministers ministry minutes mobile
    monday monitoring municipal national network new nhs north northern note notice november number nurse
    october of office officer officers official ofsted operations other our outcomes overview parade
    parliament parliamentary partner partners partnership partnerships performance permanent person phone
    place plan planning plaza please point police policy practice president principal private probation
    programme prosecution protection public purpose quality quay queen re received recommendations ref
    reference regards region regional registrar report reporting republic resources restricted review
    riverside road room royal safeguarding saturday school schools scrutiny secretary section senior
    sensitive sent september service services sheet shire signed sincerely social solicitor south
    southern specialist square standards state station status statutory strategic strategy street subject
    summary sunday superintendent support team tel telephone terrace textphone the thursday title to
    tower town training treasury trust tuesday unit united university unrestricted upper urgent vice
    visit voices ward wards way web website wednesday west western wharf wishes with work worker
    workforce yard yorkshire young your yours youth
""",
    )
)
_NOT_A_SIGNATURE = re.compile(
    r"hand-?written|signature|appear(?:s|ing)\s+to|illegible|\[|\bimage\b|^\W*(?:enc|cc|copy|copies|encl)\b",
    re.IGNORECASE,
)


def find_names(line: str) -> list[str]:
    """The people's names in a line, as printed, with the titles and letters that belong to them.

    "Director of Children's Services Jo Bell MBE" gives "Jo Bell MBE". A lone word is a name only
    after a title ("Mr Bell").
    """
    found: list[str] = []
    run: list[re.Match[str]] = []
    for token in [*_TOKEN.finditer(line), None]:
        if token and _belongs(token, run, line):
            run.append(token)
            continue
        if name := _as_name(line, run):
            found.append(name)
        run = [token] if token and _belongs(token, [], line) else []
    return found


def is_name(line: str) -> bool:
    """Whether a line is one person's name and nothing more, save what a comma or dash parts from it."""
    if _NOT_A_SIGNATURE.search(line):
        return False
    line = re.sub(r"\bAS\s?/\s?MS\b|\bMS\s?/\s?AS\b", "MS", line)
    first = re.split(r",|\s[–—-]\s|\(", line.strip(" *_.,"), maxsplit=1)[0].strip()
    return find_names(first) == [first]


def name_words(printed: str) -> list[str]:
    """The words of a person's name, without titles, letters after it, and what a comma, a dash or "and" parts
    from it: "Cllr Jo Bell MBE, Leader" is Jo, Bell."""
    first = re.split(r",|;|\(|\s[-–—]\s|\sand\s", printed.replace("’", "'").strip(), maxsplit=1)[0]
    words = [w.strip(".'\"*_") for w in first.split()]
    return [w for w in words if w and not _NO_PART.fullmatch(w)]


def key_of(name: str) -> tuple[str, str]:
    """What two printings of one name share: the surname, and the first name's first letter."""
    words = re.sub(rf"^(?:{_HONORIFIC}\s*)+|(?:[\s,]+{_POST})+$", "", name.strip()).split()
    if not words:
        return "", ""
    return words[-1].casefold().replace("’", "'"), (words[0][0].casefold() if len(words) > 1 else "")


def is_same(one: str, other: str) -> bool:
    """Whether two printed names can be one person's."""
    (a, first_a), (b, first_b) = key_of(one), key_of(other)
    return bool(a) and a == b and (not first_a or not first_b or first_a == first_b)


def best_form(name: str, printed: Iterable[str]) -> str:
    """The name in its fullest printing that is not in capitals only."""
    forms = [name, *(p for p in printed if is_same(name, p))]
    cased = [f for f in forms if not _shouted(f)]
    return max(cased or forms, key=len)


def _shouted(name: str) -> bool:
    letters = re.sub(rf"\b{_POST}\b|\bMc|\bRt\b|\bHon\b", "", name)
    return letters.upper() == letters


def _belongs(token: re.Match[str], run: list[re.Match[str]], line: str) -> bool:
    word = token.group()
    if run and line[run[-1].end() : token.start()].strip(" \t"):
        return False
    if re.fullmatch(_HONORIFIC, word):
        return not run or all(re.fullmatch(_HONORIFIC, t.group()) for t in run)
    if re.fullmatch(_POST, word):
        return bool(run)
    if run and re.fullmatch(_POST, run[-1].group()):
        return False
    if re.fullmatch(_PARTICLE, word):
        return bool(run)
    if not re.fullmatch(_WORD, word) or line[token.end() : token.end() + 2] in {"'s", "’s"}:
        return False
    return re.sub(r"['’]s?$", "", word).casefold().replace("’", "'") not in _OTHER_WORDS


def _as_name(line: str, run: list[re.Match[str]]) -> str:
    core = [t.group() for t in run if not re.fullmatch(rf"{_HONORIFIC}|{_POST}", t.group())]
    titled = any(re.fullmatch(_HONORIFIC, t.group()) for t in run)
    while core and re.fullmatch(_PARTICLE, core[-1]):
        core.pop()
    whole = [w for w in core if len(w.strip(".")) > 1]
    if not whole or len(core) > 4 or (len(core) < 2 and not titled) or len(core[-1].strip(".")) < 2:
        return ""
    return line[run[0].start() : run[-1].end()].strip(" .,")
