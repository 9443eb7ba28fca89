"""What rules propose to redact: kinds of words, and not those that only look like them."""

import pytest

from evidence.packs.redacting.masking import fold, letters, secrets
from evidence.packs.redacting.proposing import proposals


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("She was born on 7 March 2009 in Anytown.", "date of birth", "7 March 2009"),
        ("DOB: 07/03/2009", "date of birth", "07/03/2009"),
        ("a boy aged 7 years was seen", "age", "aged 7 years"),
        ("He moved to 12a Old Mill Lane in June.", "address", "12a Old Mill Lane"),
        ("write to AN1 4QF for it", "postcode", "AN1 4QF"),
        ("his mother, Ada Thornquist, agreed", "name", "Ada Thornquist"),
        ("the child Zoë O'Neil-Brown was seen", "name", "Zoë O'Neil-Brown"),
        ("Mrs R. Lindqvist wrote", "name", "R. Lindqvist"),
        ("call 01632 960123 now", "telephone number", "01632 960123"),
        ("write to a.b@example.org.", "email address", "a.b@example.org"),
        ("NHS no. 943 476 5919", "NHS number", "943 476 5919"),
        ("UPN A123456789012", "unique pupil number", "A123456789012"),
        ("NI AB 12 34 56 C", "National Insurance number", "AB 12 34 56 C"),
    ],
)
def test_a_rule_finds_its_words(text: str, rule: str, words: str) -> None:
    assert [(found.rule, found.words) for found in proposals(text)] == [(rule, words)]


@pytest.mark.parametrize(
    "text",
    [
        "The child Protection Plan was reviewed in May 2011.",
        "Parent Partnership Service and the Child Death Review Panel met.",
        "In 2010/11 there were 9434765918 records and 1,234,567 visits.",
        "The parent Meeting was held; a meeting is held each term.",
        "The report was published on 7 March 2009.",
    ],
)
def test_what_only_looks_like_it_is_not_proposed(text: str) -> None:
    assert proposals(text) == ()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("jane_doe-review.pdf", "[redacted]-review.pdf"),
        ("JaneDoe2011.pdf", "[redacted]2011.pdf"),
        ("JANE DOE’S plan", "[redacted] plan"),
        ("Jane\nDoe", "[redacted]"),
        ("Jané Doe", "[redacted]"),
        ("what Jane did", "what [redacted] did"),
        ("Janet Doebury", "Janet Doebury"),
        ("name | Jane | Doe | 3", "name | [redacted] | [redacted] | 3"),
    ],
)
def test_redacted_words_are_masked_however_they_are_written(text: str, masked: str) -> None:
    assert secrets([["Jane", "Doe"]], frozenset()).hide(text) == masked


def test_a_common_word_that_stays_readable_masks_nothing_elsewhere() -> None:
    assert secrets([["was"], ["No"]], frozenset({"was", "no"})).runs == ()
    assert secrets([["Quillfeather"]], frozenset({"quillfeather"})).runs == ("quillfeather",)


def test_part_of_a_long_redacted_passage_is_masked_where_it_is_quoted() -> None:
    run = ["he", "was", "moved", "to", "a", "new", "home", "near", "the", "old", "mill", "in", "spring"]
    told = secrets([run], frozenset(fold(word) for word in run))
    assert told.hide("It says that he was moved to a new home near them.") == "It says that [redacted] them."


def test_letters_know_where_they_stand() -> None:
    found = letters("ﬁne Ünder")
    assert found.folded == "fineunder" and list(found.found("under")) == [(4, 8)]
