"""What an email says, in whatever form its body came: signed, flowed, encoded, rich text or an invite."""

import binascii
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from office_files import mail, saved
from reader_files import read, texts
from smime_keys import keys

from evidence.errors import Unreadable
from ingest.readers.mail.plain import flowed
from ingest.readers.sniff import ICS

HEAD = b"From: Jo Moor <jo@example.org>\r\nMessage-ID: <1@x>\r\nMIME-Version: 1.0\r\n"


def said(tmp_path: Path, headers: bytes, body: bytes) -> list[str]:
    return texts(read(saved(tmp_path / "a.eml", HEAD + headers + b"\r\n\r\n" + body)))[1:]


def opaque(message: bytes) -> bytes:
    key, certificate = keys()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(message).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def sealed(package: bytes, kind: bytes = b"application/pkcs7-mime; name=smime.p7m") -> bytes:
    head = HEAD + b"Content-Type: " + kind + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return head + binascii.b2a_base64(package)


def uuencoded(name: str, data: bytes) -> str:
    lines = [binascii.b2a_uu(data[i : i + 45]).decode() for i in range(0, len(data), 45)]
    return f"begin 644 {name}\n{''.join(lines)}`\nend\n"


@pytest.mark.parametrize("kind", [b"application/pkcs7-mime", b'application/octet-stream; name="smime.p7m"'])
def test_a_message_that_is_only_signed_is_opened_with_what_it_encloses(tmp_path: Path, kind: bytes) -> None:
    inner = mail("The panel agreed it.")
    inner.add_attachment(b"Minutes.", maintype="text", subtype="plain", filename="minutes.txt")
    raw = read(saved(tmp_path / "a.eml", sealed(opaque(inner.as_bytes()), kind)))
    assert texts(raw) == ["From: Jo Moor <jo@example.org>", "The panel agreed it."]
    assert [one.name for one in raw.enclosed] == ["minutes.txt"]


def test_a_damaged_package_is_not_called_encrypted(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="which is damaged"):
        read(saved(tmp_path / "a.eml", sealed(opaque(b"Content-Type: text/plain\r\n\r\nWords.")[:60])))


def test_soft_ends_of_lines_join_with_or_without_their_blank() -> None:
    assert flowed("The care \nplan was re \nviewed.\n\nNext.", delsp=False) == (
        "The care plan was re viewed.\n\nNext."
    )
    assert flowed("Read re \nviewed.\n", delsp=True) == "Read reviewed.\n"


def test_flowed_text_keeps_quotations_signatures_and_stuffed_lines_apart() -> None:
    text = "> One quoted \n> line.\n>> Deeper \nMine \n now.\n From here.\n-- \nJo"
    assert flowed(text, delsp=False).split("\n") == [
        "> One quoted line.",
        ">> Deeper ",
        "Mine now.",
        "From here.",
        "-- ",
        "Jo",
    ]


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii", "windows-1252", "utf-16", "nonsense"])
def test_text_in_utf8_is_read_as_such_whatever_its_label(tmp_path: Path, label: str) -> None:
    head = f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit".encode()
    assert said(tmp_path, head, "Zoë’s £40 café".encode()) == ["Zoë’s £40 café"]


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("utf-8", "cp1252", "Zoë’s plan costs £40 a week."),
        ("iso-8859-1", "cp1252", "Zoë’s £40 – paid"),
        ("iso-8859-2", "iso-8859-2", "Łódź"),
        ("iso-8859-2", "cp1250", "„Łódź” – świat"),
        ("koi8-r", "koi8-r", "Иван"),
        ("utf-16", "ascii", "Plain words!"),
    ],
)
def test_text_in_an_old_encoding_is_read_by_its_label_where_the_bytes_allow_it(
    tmp_path: Path, label: str, encoding: str, text: str
) -> None:
    head = f"Content-Type: text/plain; charset={label}\r\nContent-Transfer-Encoding: 8bit".encode()
    assert said(tmp_path, head, text.encode(encoding)) == [text]


def test_utf8_hurt_in_one_place_stays_utf8(tmp_path: Path) -> None:
    head = b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit"
    (line,) = said(tmp_path, head, "Zoë’s café – ".encode() + b"\xe2 done")
    assert line.startswith("Zoë’s café – ") and line.endswith(" done")


def test_files_uuencoded_in_a_body_are_enclosed_and_their_codes_are_not_text(tmp_path: Path) -> None:
    data = bytes(range(256))
    body = f"See the two files.\n\n{uuencoded('my plan.bin', data)}\nAnd:\n{uuencoded('b.txt', b'Words.')}"
    raw = read(saved(tmp_path / "a.eml", mail(body)))
    assert texts(raw)[2:] == ["See the two files.", "And:"]
    assert [(one.name, one.data) for one in raw.enclosed] == [("my plan.bin", data), ("b.txt", b"Words.")]


def test_a_sentence_that_begins_with_begin_stays(tmp_path: Path) -> None:
    lines = ["begin 644 visits before May, we said.", "That was the plan, and it will end", "end"]
    assert texts(read(saved(tmp_path / "a.eml", mail("\n".join(lines)))))[2:] == lines


def test_a_damaged_uuencoded_file_is_said_to_be_missing(tmp_path: Path) -> None:
    code = uuencoded("plan.txt", b"The plan of the board. " * 8).replace("\n", "\n?! not codes\n", 3)
    first, rest = code.split("\n?! not codes\n", 1)
    raw = read(saved(tmp_path / "a.eml", mail(f"Words.\n{first}\n{rest}")))
    assert texts(raw)[2:] == ["Words."] and "plan.txt (uuencoded, and damaged)" in raw.warnings[0]


def test_a_part_that_pgp_encrypted_is_said_and_is_no_text(tmp_path: Path) -> None:
    body = "See below.\n-----BEGIN PGP MESSAGE-----\n\nhQEMA5s\n-----END PGP MESSAGE-----\n"
    raw = read(saved(tmp_path / "a.eml", mail(body)))
    assert texts(raw)[2:] == ["See below."] and "a part that PGP encrypted" in raw.warnings[0]


RTF = rb"{\rtf1\ansi The panel met.\par It agreed.\par}"


@pytest.mark.parametrize(
    "head", [b"text/rtf", b'application/rtf\r\nContent-Disposition: attachment; filename="rtf-body.rtf"']
)
def test_a_body_in_rich_text_is_the_emails_own(tmp_path: Path, head: bytes) -> None:
    body = b"--B\r\nContent-Type: " + head + b"\r\n\r\n" + RTF + b"\r\n--B--\r\n"
    mixed = b"Content-Type: multipart/mixed; boundary=B"
    assert said(tmp_path, mixed, body) == ["The panel met.", "It agreed."]
    plain = b"--B\r\nContent-Type: text/plain\r\n\r\nThe panel met.\r\nIt agreed.\r\n"
    assert said(tmp_path, mixed, plain + body) == ["The panel met.", "It agreed."]


def test_a_rich_text_that_is_attached_stays_a_file(tmp_path: Path) -> None:
    message = mail("See the note.")
    message.add_attachment(RTF, maintype="application", subtype="rtf", filename="note.rtf")
    assert [one.name for one in read(saved(tmp_path / "a.eml", message)).enclosed] == ["note.rtf"]


def calendar(*lines: str, method: str = "REQUEST", kind: str = "VEVENT") -> bytes:
    every = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", f"BEGIN:{kind}", "UID:7", *lines]
    return "\r\n".join([*every, f"END:{kind}", "END:VCALENDAR", ""]).encode()


REVIEW = calendar(
    "DTSTART;TZID=Europe/London:20250603T140000",
    "DTEND;TZID=Europe/London:20250603T153000",
    "SUMMARY:Care review",
    "LOCATION:Town Hall\\, Room 2",
    "ORGANIZER;CN=Jo Moor:mailto:jo@example.org",
    "ATTENDEE;CN=Al;PARTSTAT=DECLINED:mailto:al@example.org",
    "DESCRIPTION:Bring the plan.\\nThen the audit.",
    "RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4",
)


def test_an_invite_says_who_when_and_where_once(tmp_path: Path) -> None:
    message = mail("You are invited.")
    message.add_attachment(REVIEW, maintype="text", subtype="calendar")
    message.add_attachment(REVIEW, maintype="application", subtype="ics", filename="invite.ics")
    raw = read(saved(tmp_path / "a.eml", message))
    assert not raw.enclosed
    assert texts(raw)[2:] == [
        "You are invited.",
        "Meeting: Care review",
        "When: 3 June 2025, 14:00 to 15:30 BST",
        "Repeats: every 2 weeks, 4 times",
        "Where: Town Hall, Room 2",
        "Organiser: Jo Moor <jo@example.org>",
        "Invited: Al <al@example.org> (declined)",
        "Bring the plan.",
        "Then the audit.",
    ]


@pytest.mark.parametrize(
    ("lines", "when"),
    [
        (["DTSTART;VALUE=DATE:20250603", "DTEND;VALUE=DATE:20250604"], "3 June 2025"),
        (["DTSTART;VALUE=DATE:20250603", "DTEND;VALUE=DATE:20250606"], "3 June 2025 to 5 June 2025"),
        (["DTSTART:20250603T140000Z", "DURATION:PT30M"], "3 June 2025, 14:00 to 14:30 UTC"),
        (["DTSTART:20250603T140000"], "3 June 2025, 14:00"),
    ],
)
def test_a_calendar_file_is_read_as_its_meetings(tmp_path: Path, lines: list[str], when: str) -> None:
    raw = read(saved(tmp_path / "a.ics", calendar("SUMMARY:Panel", *lines, method="CANCEL")))
    assert raw.media_type == ICS and texts(raw) == ["Meeting (cancelled): Panel", f"When: {when}"]


def test_a_task_says_when_it_is_due(tmp_path: Path) -> None:
    data = calendar("SUMMARY:Send the plan", "DUE:20250603T170000Z", kind="VTODO")
    assert texts(read(saved(tmp_path / "a.ics", data))) == [
        "Task: Send the plan",
        "When: due 3 June 2025, 17:00 UTC",
    ]


def test_a_calendar_that_cannot_be_read_stays_a_file_of_the_email(tmp_path: Path) -> None:
    message = mail("You are invited.")
    message.add_attachment(b"BEGIN:VCALENDAR\r\n", maintype="text", subtype="calendar", filename="a.ics")
    raw = read(saved(tmp_path / "a.eml", message))
    assert [one.name for one in raw.enclosed] == ["a.ics"]
    with pytest.raises(Unreadable, match="calendar"):
        read(saved(tmp_path / "a.ics", raw.enclosed[0].data))


def test_an_email_says_that_a_winmail_dat_hides_what_was_attached(tmp_path: Path) -> None:
    message = mail("See attached.")
    message.add_attachment(
        b"\x78\x9f\x3e\x22" + bytes(40), maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    raw = read(saved(tmp_path / "a.eml", message))
    assert [one.name for one in raw.enclosed] == ["winmail.dat"]
    assert "winmail.dat. Ask the sender for the attachment itself." in raw.warnings[0]


def letters(package: bytes) -> bytes:
    return binascii.b2a_base64(package)


def pem(package: bytes) -> bytes:
    return b"-----BEGIN PKCS7-----\n" + binascii.b2a_base64(package) + b"-----END PKCS7-----\n"


@pytest.mark.parametrize("write", [bytes, letters, pem])
def test_a_signed_email_saved_as_its_package_alone_is_opened(
    tmp_path: Path, write: Callable[[bytes], bytes]
) -> None:
    inner = mail("The panel agreed it.")
    inner.add_attachment(b"Minutes.", maintype="text", subtype="plain", filename="minutes.txt")
    raw = read(saved(tmp_path / "smime.p7m", write(opaque(inner.as_bytes()))))
    assert "The panel agreed it." in texts(raw)
    assert [one.name for one in raw.enclosed] == ["minutes.txt"]


def test_a_file_that_somebody_signed_is_enclosed_under_its_name(tmp_path: Path) -> None:
    raw = read(saved(tmp_path / "plan.pdf.p7m", opaque(b"%PDF-1.4 and so on")))
    assert texts(raw) == ["A signed package (S/MIME) that encloses plan.pdf."]
    assert [(one.name, one.data) for one in raw.enclosed] == [("plan.pdf", b"%PDF-1.4 and so on")]


def test_a_signature_without_its_message_says_so(tmp_path: Path) -> None:
    key, certificate = keys()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"Words").add_signer(certificate, key, hashes.SHA256())
    options = [pkcs7.PKCS7Options.DetachedSignature]
    with pytest.raises(Unreadable, match="a signature or a certificate alone"):
        read(saved(tmp_path / "smime.p7s", builder.sign(serialization.Encoding.DER, options)))


def tnef(*names: str) -> bytes:
    out = b"\x78\x9f\x3e\x22\x01\x00"
    for name in names:
        title = name.encode() + b"\0"
        out += struct.pack("<BII", 2, 0x00018010, len(title)) + title + b"\0\0"
    return out


def test_a_winmail_dat_names_the_files_that_it_hides(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"which hides Plan\.docx, KPIs\.xlsx\. Ask the sender for that"):
        read(saved(tmp_path / "winmail.dat", tnef("Plan.docx", "KPIs.xlsx")))
    message = mail("See attached.")
    message.add_attachment(
        tnef("Plan.docx"), maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    assert "Plan.docx" in read(saved(tmp_path / "a.eml", message)).warnings[0]


def attribute(kind: int, data: bytes, checksum: int | None = None) -> bytes:
    told = sum(data) % 65536 if checksum is None else checksum
    return struct.pack("<BII", 2, kind, len(data)) + data + struct.pack("<H", told)


def test_the_files_in_a_winmail_dat_are_enclosed_with_the_email(tmp_path: Path) -> None:
    long_name = "Improvement plan – final.docx".encode("utf-16-le") + b"\0\0"
    named = b"\x01\0\0\0\x1f\x00\x07\x37\x01\0\0\0" + struct.pack("<I", len(long_name)) + long_name
    first = (
        attribute(0x00069002, bytes(14))
        + attribute(0x0006800F, b"The plan")
        + attribute(0x00018010, b"IMPROV~1.DOC\0")
    )
    second = (
        attribute(0x00069002, bytes(14))
        + attribute(0x00018010, b"notes.txt\0")
        + attribute(0x0006800F, b"Notes")
    )
    package = b"\x78\x9f\x3e\x22\0\0" + first + attribute(0x00069005, named) + second
    message = mail("See attached.")
    message.add_attachment(package, maintype="application", subtype="ms-tnef", filename="winmail.dat")
    raw = read(saved(tmp_path / "a.eml", message))
    assert [(one.name, one.data) for one in raw.enclosed] == [
        ("Improvement plan – final.docx", b"The plan"),
        ("notes.txt", b"Notes"),
    ]
    assert raw.warnings == ()


def test_a_file_in_a_winmail_dat_that_differs_from_its_checksum_is_missing(tmp_path: Path) -> None:
    hurt = (
        attribute(0x00069002, bytes(14))
        + attribute(0x00018010, b"plan.txt\0")
        + attribute(0x0006800F, b"Plan", 7)
    )
    message = mail("See attached.")
    message.add_attachment(
        b"\x78\x9f\x3e\x22\0\0" + hurt, maintype="application", subtype="ms-tnef", filename="winmail.dat"
    )
    raw = read(saved(tmp_path / "a.eml", message))
    assert [one.name for one in raw.enclosed] == ["winmail.dat"]
    assert "plan.txt" in raw.warnings[0]


def detached(words: bytes) -> bytes:
    key, certificate = keys()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(words).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("octet-stream", "smime.p7s"),
        ("pkcs7-mime", "smime.p7s"),
        ("pkcs7-mime", "smime.p7m"),
        ("octet-stream", "signature.bin"),
    ],
)
def test_a_signature_beside_what_it_signs_is_a_seal_however_it_is_labelled(
    tmp_path: Path, kind: str, name: str
) -> None:
    whole = mail("The panel agreed it.")
    whole.add_attachment(detached(b"Words"), maintype="application", subtype=kind, filename=name)
    raw = read(saved(tmp_path / "a.eml", whole.as_bytes()))
    assert "The panel agreed it." in texts(raw)
    assert raw.enclosed == () and any(name in warning and "seal" in warning for warning in raw.warnings)


def test_a_cut_signature_is_still_a_signature(tmp_path: Path) -> None:
    whole = mail("The panel agreed it.")
    whole.add_attachment(detached(b"W")[:90], maintype="application", subtype="pkcs7-mime", filename="a.p7s")
    raw = read(saved(tmp_path / "a.eml", whole.as_bytes()))
    assert "The panel agreed it." in texts(raw) and raw.enclosed == ()
    with pytest.raises(Unreadable, match="a signature or a certificate alone"):
        read(saved(tmp_path / "smime.p7s", detached(b"W")[:90]))
