"""Emails, in both formats: the head, the body, and the files enclosed."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from office_files import mail, msg, saved
from reader_files import read, texts
from smime_keys import keys

from evidence.errors import Unreadable
from ingest.readers.raw import RawFile
from ingest.readers.sniff import EML, HTML, MSG
from ingest.structure import passages_of
from ingest.structure.split import split

HEAD = ["From: Jo Moor <jo@example.org>", "To: Board <board@example.org>"]


def enclosed(raw: RawFile) -> list[tuple[str, bytes]]:
    return [(one.name, one.data) for one in raw.enclosed]


def test_the_head_comes_first_and_the_body_keeps_its_lines(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.eml", mail("Dear all\n\n> The board has met.\n", subject="Progress", cc="Al <al@x.org>")
    )
    raw = read(path)
    assert raw.media_type == EML and not raw.paged
    assert texts(raw) == [*HEAD, "Cc: Al <al@x.org>", "Subject: Progress", "Dear all", "> The board has met."]
    assert [line.role for line in raw.pages[0].lines] == ["header"] * 4 + ["", ""]
    assert ("subject", "Progress") in raw.metadata


def test_plain_text_is_preferred_to_html(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.eml", mail("The plain words.", html="<p>The <b>rich</b> words.</p>"))
    assert texts(read(path))[-1] == "The plain words."


def test_html_is_read_where_the_plain_text_says_nothing(tmp_path: Path) -> None:
    page = "<h1>Progress</h1><p>The board has met and agreed the plan for this year.</p><ul><li>One</li></ul>"
    raw = read(saved(tmp_path / "a.eml", mail("View online.", html=page)))
    assert texts(raw)[2:] == ["Progress", "The board has met and agreed the plan for this year.", "One"]


def test_attachments_and_enclosed_messages_are_files_of_their_own(tmp_path: Path) -> None:
    message = mail(subject="Papers")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Board paper.pdf")
    message.add_attachment(mail("Inside.", subject="Earlier"))
    raw = read(saved(tmp_path / "a.eml", message))
    (paper, data), (inner, bytes_of_inner) = enclosed(raw)
    assert (paper, data, inner) == ("Board paper.pdf", b"%PDF-1.4", "Earlier.eml")
    assert texts(read(saved(tmp_path / "b.eml", bytes_of_inner)))[-1] == "Inside."


def test_small_pictures_of_a_signature_are_named_and_not_enclosed(tmp_path: Path) -> None:
    message = mail(html="<p>The board has met.</p><img src='cid:logo'>")
    body = message.get_payload()[1]
    body.add_related(
        b"\x89PNG" + bytes(500), maintype="image", subtype="png", cid="<logo>", filename="logo.png"
    )
    body.add_related(
        b"\x89PNG" + bytes(50_000), maintype="image", subtype="png", cid="<page>", filename="page.png"
    )
    raw = read(saved(tmp_path / "a.eml", message))
    assert [one.name for one in raw.enclosed] == ["page.png"]
    assert raw.warnings == ("Left out of the email, being decoration or a seal: logo.png.",)


def test_encoded_words_and_bytes_that_no_standard_allows_are_read(tmp_path: Path) -> None:
    data = (
        b"From: =?utf-8?q?Zo=C3=AB?= <z@x.org>\r\nMessage-ID: <1@x>\r\nSubject: caf\xc3\xa9\r\n"
        b'Content-Type: text/plain; charset="no-such"\r\n\r\nna\xefve\r\n'
    )
    assert texts(read(saved(tmp_path / "a.eml", data))) == ["From: Zoë <z@x.org>", "Subject: café", "naïve"]


def test_a_sealed_email_asks_for_an_open_one(tmp_path: Path) -> None:
    _, certificate = keys()
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(b"Content-Type: text/plain\r\n\r\nHidden words.\r\n")
    sealed = builder.add_recipient(certificate).encrypt(serialization.Encoding.SMIME, [])
    data = b"From: a@x.org\r\nMessage-ID: <1@x>\r\n" + sealed
    with pytest.raises(Unreadable, match="The email is encrypted"):
        read(saved(tmp_path / "a.eml", data))


def test_a_mailbox_of_several_is_named(tmp_path: Path) -> None:
    one = b"From a@x.org Tue May 10 11:28:07 2005\nFrom: a@x.org\nMessage-ID: <1@x>\n\nOne.\n\n"
    with pytest.raises(Unreadable, match="mailbox of several emails"):
        read(saved(tmp_path / "a.mbox", one * 2))


def test_winmail_is_named_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"This is a winmail\.dat \(TNEF\)"):
        read(saved(tmp_path / "winmail.dat", b"\x78\x9f\x3e\x22" + bytes(100)))


def test_a_page_saved_as_one_file_is_a_page(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Snapshot-Content-Location"], message["Subject"] = "https://x.org/", "Plan"
    message.set_content("<p>The plan for this year.</p>", subtype="html")
    message.make_related()
    raw = read(saved(tmp_path / "a.mht", message))
    assert (raw.media_type, texts(raw)) == (HTML, ["The plan for this year."])


def test_an_outlook_message_is_read_like_any_email(tmp_path: Path) -> None:
    raw = read(msg(tmp_path / "a.msg", "Progress", "Dear all\r\n\r\nWe met.", [("notes.txt", b"Notes")]))
    assert raw.media_type == MSG
    assert texts(raw) == ["From: Jo Moor", "To: The Board", "Subject: Progress", "Dear all", "We met."]
    assert enclosed(raw) == [("notes.txt", b"Notes")]


def test_every_real_email_is_read(corpus: Path) -> None:
    paths = [p for p in (corpus / "mixed").iterdir() if p.suffix in {".eml", ".msg"}]
    for path in paths:
        raw = read(path)
        assert any(line.text.startswith("From: ") for line in raw.pages[0].lines), path.name
        assert raw.enclosed, path.name


def test_an_address_that_is_its_own_name_stands_once(tmp_path: Path) -> None:
    message = mail(cc="\"'al@x.org'\" <al@x.org>, Bo <bo@x.org>")
    assert "Cc: al@x.org, Bo <bo@x.org>" in texts(read(saved(tmp_path / "a.eml", message)))


def test_a_letter_quoted_in_an_email_is_part_of_it(tmp_path: Path) -> None:
    quoted = (
        "Dear Minister\n\nThank you for your letter. The board has met and has agreed the plan.\n\n"
        "Yours sincerely\n\nJo Moor\n\nFrom: Al Smith <al@x.org>\n\nExample Department\n1 High Street\n"
        "London SW1P 3BT\n4 May 2011\n\nDear Jo\n\nPlease send me the plan that the board has agreed.\n\n"
        "Yours sincerely\n\nAl Smith\n"
    )
    raw = read(saved(tmp_path / "a.eml", mail(quoted)))
    assert len(split(raw, passages_of(raw))) == 1
