"""A word that was probably misread is shown as read, with what it may have been beside it."""

from reread_papers import paper, stored
from web.client import Client
from web.page import words_of

from evidence.reads.documents import passages
from evidence.services import Services

KNOWN = "The board looked at safeguarding again, and at safeguarding in schools."


def test_what_a_word_may_have_been_stands_beside_the_text_never_in_it(
    client: Client, services: Services
) -> None:
    misread = "Partners are engaged in safequarding <work>."
    (document,) = stored(services.record, [paper(*[KNOWN] * 6, misread)])
    read = passages(services.record.db, document)[-1]
    page = client.get(f"/documents/{document}")
    said = words_of(page.by_id(f"passage-{read['id']}"))
    assert said.startswith(f"{misread} “safequarding” is perhaps “safeguarding”")
    assert page.text.count("is perhaps") == 1
