"""Numbers in addresses and forms: one that no record can have is not found, and is no fault of Muster's."""

import re

import pytest
from web.client import Client
from web.papers import Papers

HUGE = (2**63, 10**30)
NUMBERS = ("passage", "document", "before", "page", "also", "next", "version", "seen")
"""The names of numbers that addresses and forms carry."""


def addresses(client: Client, method: str, number: object) -> list[str]:
    """The address of every rule for this method that holds a number, that number in it."""
    rules = [rule for rule in client.app.url_map.iter_rules() if method in (rule.methods or ())]
    numbered = [rule.rule for rule in rules if "<int:" in rule.rule]
    assert numbered
    return [re.sub(r"<[^>]+>", "x", re.sub(r"<int:[^>]+>", str(number), rule)) for rule in numbered]


@pytest.mark.parametrize("number", HUGE)
def test_a_number_that_no_record_can_have_is_not_found(client: Client, number: int) -> None:
    answers = {path: client.http.get(path).status_code for path in addresses(client, "GET", number)}
    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize("number", [9, 2**63 - 1, 2**63])
def test_nothing_is_done_to_what_is_not_there(client: Client, number: int) -> None:
    paths = addresses(client, "POST", number)
    answers = {path: client.http.post(path, data={"csrf_token": client.csrf()}) for path in paths}
    assert not {path: a.status_code for path, a in answers.items() if a.status_code >= 500}


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("path", ["/documents/{}", "/review", "/review/desk", "/log", "/search"])
def test_a_number_past_what_the_record_holds_is_no_fault(
    client: Client, papers: Papers, path: str, number: int
) -> None:
    for name in NUMBERS:
        status = client.http.get(path.format(papers.report), query_string={name: number}).status_code
        assert status in (200, 302, 404), (name, status)
