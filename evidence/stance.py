"""Whether a passage reads as good or bad news: a first guess at a link's stance, with its words. Pure."""

import re

from evidence.model import Stance

_NEGATIVE = re.compile(
    r"""\b(?:
    inadequate|(?:performs?|performing)\ poorly|weak(?:ness(?:es)?|er)?|poor(?:ly)?|insufficient(?:ly)?|unsatisfactory
    |(?:remain|is|are|an?)(?:s|ing)?\ (?:an?\ )?(?:\w+\ )?(?:challenge|concern|issue|area\ for\ improvement|priority\ for\ improvement)s?
    |(?:not|n't|yet\ to)\ (?:yet\ )?(?:been\ )?(?:\w+ly\ )?(?:met|achieved|reached|improved|embedded|sufficient(?:ly)?|consistent(?:ly)?|timely|good\ enough|in\ place|effective(?:ly)?|always|robust|fully|routinely|evident|meet(?:ing)?|clear|adequate(?:ly)?)
    |(?:fell|falls?|fallen|dropp?(?:ed|s)?|slipp(?:ed|age)|declin(?:e|ed|ing)|deteriorat\w+|worsen\w*)\b(?!\ within)
    |(?:below|under|short\ of|missed|missing|behind)\ (?:the\ |its\ |our\ )?(?:\w+\ )?(?:target|standard|national|average|timescale|expected)\w*
    |delays?|delayed|drift|overdue|backlogs?|inconsisten\w+|too\ (?:many|few|long|slow(?:ly)?|often)|lacks?|lacking|fail(?:s|ed|ing|ure)s?
    |no\ evidence|unallocated|concern(?:s|ed|ing)?\ (?:about|that|over|regarding|on)|serious\ concerns?|raised\ (?:some\ )?concerns?|high\ caseloads?|variable
    |rated\ (?:as\ )?(?:amber|red)|(?:is|are|remains?)\ (?:amber|red)\b|priority\ action|not\ (?:yet\ )?(?:the\ case|good)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_POSITIVE = re.compile(
    r"""\b(?:
    improv(?:ed|es|ements?)(?!\ (?:notice|board|plan|is|was|are)\b)|achiev(?:ed|es|ing|ement\ of)|exceed(?:ed|s|ing)|(?:is|are|was|were|been|have|has|consistently)\ (?:now\ )?met
    |progress\ (?:has|is|was|made|being)|(?:good|great|considerable|significant|strong|sustained|clear|swift|rapid)\ (?:progress|improvements?|leadership|evidence|practice)
    |(?:rated|judged|graded|assessed)\ (?:as\ )?(?:good|outstanding|green|adequate)|(?:is|are)\ (?:now\ )?(?:good|effective|embedded|in\ place|strong|timely|robust|well)
    |strengthen(?:ed|s|ing)|on\ (?:track|target)|above\ (?:the\ )?(?:target|national|average)|has\ been\ (?:\w+\ )?(?:established|completed|launched|embedded|appointed|implemented|introduced|agreed|approved)
    |have\ been\ (?:\w+\ )?(?:established|completed|launched|embedded|appointed|implemented|introduced|addressed|met|created|closed)|completed|(?:rose|risen|increased)\ (?:from\ [\d.]+\s?(?:%|per\ cent)\ )?to
    |positive(?:ly)?|commend\w*|effective(?:ly)?\ (?:use|leadership|arrangements|oversight|challenge)|impressive|pleas(?:ed|ing)|encourag(?:ed|ing)\ (?:to|that|by)|reassur(?:ed|ing)|closed\ as\ completed
    |(?:no|not\ \w+\ any|without)\ (?:\w+\ )?priority\ (?:areas?\ for\ )?actions?|none\ (?:are|is|was|were)\ (?:rated\ )?(?:as\ )?red
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
# "72% against a target of 80%", "8.1% (target 6.8%)": which side is good depends on the indicator, so
# that the words around decide; the numbers alone do not.


def stance_of(text: str) -> tuple[Stance, str]:
    """A guess at whether a passage supports or contradicts what it is about, and the words it rests on.

    With as much of the one as of the other it supports: contradiction is claimed only where it prevails.
    Without any such words the passage is context.
    """
    good = _POSITIVE.findall(text)
    # "no priority areas for action" is good news in words that look bad.
    bad = _NEGATIVE.findall(_POSITIVE.sub(" ", text))
    if len(bad) > len(good):
        return Stance.CONTRADICTS, f"reads as contradicting (“{bad[0].strip()}”)"
    if good:
        return Stance.SUPPORTS, f"reads as supporting (“{good[0].strip()}”)"
    return Stance.CONTEXT, ""
