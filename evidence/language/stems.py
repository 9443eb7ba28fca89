"""One stem for every form of a word, British or American. The same for every engine.

The stemmer is Snowball's English one (Porter's second). Before it, spellings that differ across the Atlantic,
or between one house style and another, are made one; the spelling in between is nobody's and never shown.
"""

import re
from functools import lru_cache

import Stemmer

# In C, which no other thread interrupts; what it stemmed is kept below, not there.
_snowball = Stemmer.Stemmer("english", 0)

# Beginnings written with -our in Britain and -or in America.
_OUR = (
    "arb|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|glam|harb|hon|hum|lab|"
    "misdemean|neighb|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig"
)
# Beginnings whose last l is single in one spelling and double in the other, within a word or before an
# ending.
_L = (
    "appa|cance|channe|counse|dia|disti|disheve|enro|equa|fue|fulfi|fune|grove|insta|"
    "insti|jewe|labe|leve|marsha|marve|mode|pane|penci|quarre|riva|shove|signa|ski|"
    "snive|swive|tota|trave|tunne|wi|woo"
)
_RULES = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (rf"^({_OUR})our", r"\1or"),
        (rf"^({_L})ll(?=[aefimnou]|$)", r"\1l"),
        (r"(?<=\w{3})i[sz](e[ds]?|ers?|ings?|ations?|ational|able)$", r"is\1"),
        (r"(?<=\w{2})y[sz](e[ds]?|ers?|ings?)$", r"ys\1"),
        (r"^centr(ed|ing)$", r"center\1"),
        (r"^(cent|fib|lit|calib|theat|spect|lust|meag|somb)re(s|d?)$", r"\1er\2"),
        (r"^((?:kilo|centi|milli)?met)re(s?)$", r"\1er\2"),
        (r"(ana|cata|dia|epi|mono|pro)logu?e?(s?)$", r"\1log\2"),
        (r"^(def|off|pret)ence", r"\1ense"),
        (r"^(licen|practi)[cs](e[ds]?|ing)", r"\1c\2"),
        (r"^(re)?programmes?$", "program"),
        (r"^(p|orthop|encyclop)aed", r"\1ed"),
        (r"^(an|is|septic|leuk|hypoglyc|hyperglyc)aem", r"\1em"),
        (r"^haem", "hem"),
        (r"^gynaec", "gynec"),
        (r"^(an)?aesthe", r"\1esthe"),
        (r"^foet", "fet"),
        (r"^oest", "est"),
        (r"rrhoea", "rrhea"),
        (r"^manoeuv(re|er)", "maneuver"),
        (r"^caes", "ces"),
        (r"(dg|knowledg)ement", r"\1ment"),
        (r"^ageing$", "aging"),
        (r"^enquir", "inquir"),
        (r"^sceptic", "skeptic"),
        (r"^gr[ae]y", "gray"),
        (r"^(focus|bias)s(ed|es|ing)$", r"\1\2"),
        (r"^(benefi|targe|budge|marke)tt(ed|ing)$", r"\1t\2"),
        (r"^adviso(rs?)$", r"advise\1"),
        (r"^artefact", "artifact"),
        (r"^orientat(ed|ing)$", r"orient\1"),
        (r"^(lear|bur|spoi|lea)(n|l)t$", r"\1\2ed"),
        (r"^jewelry$", "jewelery"),
    )
)
# Most words none of the rules touches, and asking each of them takes as long as stemming.
_RULED = re.compile("|".join(pattern.pattern for pattern, _ in _RULES))
# Words that Snowball makes one with another of another matter: "initial" with "initiative", "authority" with
# "author", "department" with "depart", "emergency" with "emerge", "experiment" with "experience", "important"
# with "import", "university" with "universe", "objective" with "object".
_APART = re.compile(r"^(initial|authorit|department|emergenc|experiment|importan|universit|objectiv)")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A folded word's stem; numbers and mixtures stay as they are. Never raises."""
    if not word.isalpha():
        return word
    for pattern, new in _RULES if _RULED.search(word) else ():
        word = pattern.sub(new, word, count=1)
    apart = _APART.match(word)
    return apart[1] if apart else _snowball.stemWord(word)
