"""What a password must be, and how it is kept."""

import pytest

from evidence.errors import UsageError
from evidence.people.passwords import hashed, matches, outdated, refuse_weak

GOOD = "plum tractor whistle"


@pytest.mark.parametrize(
    "password",
    [
        GOOD,
        "correct-horse-battery",  # no rule asks for capitals, digits or signs
        "ein sehr gräulicher Fjord",
        "плаваючий жовтий капелюх",
        "x7Kq9vTz2LmW4bR8nY",
        GOOD * 12,
    ],
)
def test_any_long_password_that_is_not_guessed_first_is_taken(password: str):
    refuse_weak(password, "Jo Marsh", "Wexcombe Council")


@pytest.mark.parametrize(
    "password",
    [
        "plum tractor",
        "x" * 300,
        "Password12345678!",
        "P4$$w0rd-P4$$w0rd",
        "Welcome to Summer 2026",
        "abcabcabcabcabcabc",
        "aaaaaaaaaaaaaaaaaaaa",
        "123456789012345678",
        "qwertyuiopasdfghjkl",
        "wexcombe council 2026!",
        "jo marsh jo marsh 1",
        "Muster-Ofsted-Inspection",
    ],
)
def test_a_short_or_easily_guessed_password_is_refused_with_advice(password: str):
    with pytest.raises(UsageError, match=r"shorter one|Three words"):
        refuse_weak(password, "Jo Marsh", "Wexcombe Council")


def test_a_password_is_kept_as_argon2id_with_a_salt_of_its_own():
    one, two = hashed(GOOD), hashed(GOOD)
    assert one.startswith("$argon2id$v=19$m=65536,t=3,p=4$") and one != two and not outdated(one)
    assert matches(one, GOOD) and not matches(one, GOOD.upper())


def test_a_password_typed_in_another_form_of_the_same_letters_is_the_same():
    assert matches(hashed("caf\u00e9 tractor whistle"), "cafe\u0301 tractor whistle")


@pytest.mark.parametrize("kept", ["", "not a hash", "$argon2id$v=19$m=65536,t=3,p=4$broken"])
def test_where_no_password_is_kept_none_matches(kept: str):
    assert not matches(kept, GOOD) and not matches(kept, "a password that is nobody's")
