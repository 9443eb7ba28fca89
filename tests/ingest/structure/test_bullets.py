"""Bullets belong to the paragraph above, also nested, wrapped or broken over a page."""

import pytest
from structure_raw import pdf_file, text_file

from evidence.model import PassageKind
from ingest.structure import passages_of


@pytest.mark.parametrize("mark", ["-", "•", "\uf0b7", "o", "▪", "*", "·", "–", "◼"])
def test_every_usual_bullet_is_one(mark: str) -> None:
    found = passages_of(text_file(f"We looked at these things:\n\n{mark} homes for children\n{mark} schools"))
    assert [(p.kind, p.text, p.parent) for p in found[1:]] == [
        (PassageKind.BULLET, "homes for children", 0),
        (PassageKind.BULLET, "schools", 0),
    ]


def test_nested_bullets_belong_to_the_bullet_that_opens_them() -> None:
    text = "The council must:\n\n- do these:\n - NI 1 rise\n - NI 2 fall\n- and write to the board."
    assert [p.parent for p in passages_of(text_file(text))] == [None, 0, 1, 1, 0]


def test_a_dash_lost_by_ocr_leaves_a_paragraph_and_the_list_goes_on() -> None:
    text = "The council must:\n\n Work with the board on its plan every month.\n\n- Write down what it does."
    found = passages_of(text_file(text))
    assert [p.kind for p in found] == [PassageKind.PARAGRAPH, PassageKind.PARAGRAPH, PassageKind.BULLET]
    assert found[2].parent == 0


def test_bullets_after_new_prose_belong_to_it() -> None:
    text = "We saw:\n\n- one thing.\n\nThen we left.\n\nThe board asked, and it was told of:\n\n- another."
    found = passages_of(text_file(text))
    assert found[-1].parent == 3


def test_a_dash_that_continues_a_sentence_is_not_a_bullet() -> None:
    text = "The visit was announced and it covered settings of very many kinds\n– schools, homes and more."
    assert [p.kind for p in passages_of(text_file(text))] == [PassageKind.PARAGRAPH]


def test_a_bullet_broken_over_a_page_is_one_passage() -> None:
    raw = pdf_file(
        [
            (72, 700, "We found that these things need to improve:"),
            (72, 720, "•"),
            (90, 720, "The work of the"),
        ],
        [(90, 60, "team with families and their children."), (72, 80, "•"), (90, 80, "The second thing.")],
    )
    found = passages_of(raw)
    assert [(p.text, p.page, p.end_page) for p in found[1:]] == [
        ("The work of the team with families and their children.", 1, 2),
        ("The second thing.", 2, 2),
    ]
    assert {r[0] for r in found[1].rects} == {1, 2}
