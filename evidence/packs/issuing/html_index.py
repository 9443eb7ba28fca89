"""The pack's index as one accessible HTML page: no script, no style from elsewhere."""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from evidence.packs import sentences
from evidence.packs.assembling.assemble import AssembledPack
from evidence.packs.own import further
from evidence.packs.pack import Pack, PackDocument, PackItem, PackSection

STYLE = """
body { font: 1.1rem/1.5 Arial, Helvetica, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #0b0c0c; background: #fff; }
h1 { font-size: 2rem; line-height: 1.2; }
h2 { margin-top: 2.5rem; border-top: 2px solid #1d4f76; padding-top: 1rem; }
a { color: #1d4f76; } a:focus { outline: 3px solid #0b0c0c; background: #fd0; }
blockquote { margin: 0.3rem 0; padding-left: 0.8rem; border-left: 4px solid #b1b4b6; }
.contradicts blockquote { border-color: #a8331f; } .quiet { color: #505a5f; font-size: 0.95rem; }
li { margin-bottom: 1rem; } code { overflow-wrap: anywhere; }
"""


TELLS_CHANGES = 9  # the layout since which a supplement says here too what of the issue before changed


def html_index(pack: Pack, built: AssembledPack, members: dict[str, str]) -> bytes:
    """``members``: each original's path in the ZIP, by SHA-256. Links lead to the PDF beside its folder."""
    title = f"{pack.title}: {sentences.state(pack.last)}"
    body = [f"<h1>{escape(title)}</h1>", f"<p>{escape(sentences.contradiction(pack))}</p>", _facts(pack)]
    body.append(
        "<p>The page numbers below are those of "
        f'<a href="{_pdf(pack)}">{escape(sentences.file_of(pack))}</a>, '
        "which belongs beside this folder.</p>"
    )
    for index, part in enumerate(pack.parts):
        if index:
            body.append(f"<h2>Supplement {index}: {escape(sentences.state(part))}</h2>")
            body += [f"<p>{escape(note)}</p>" for note in part.notes if part.layout >= TELLS_CHANGES]
        body += [_section(pack, built, index, section) for section in part.sections]
    body += [*_further(pack, built), *_redactions(pack, built), _originals(pack, built, members)]
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    ).encode()


def _pdf(pack: Pack, page: int = 0) -> str:
    return f"../{quote(sentences.file_of(pack))}" + (f"#page={page}" if page else "")


def _facts(pack: Pack) -> str:
    rows = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pack.details)
    return f"<dl>{rows}</dl>" if rows else ""


def _section(pack: Pack, built: AssembledPack, index: int, section: PackSection) -> str:
    page = built.section_pages[index, section.ordinal]
    name = escape(f"{section.ordinal}. {sentences.section_name(section)}")
    said = [f'<h2><a href="{_pdf(pack, page)}">{name} (page {page})</a></h2>']
    if section.kind != "own":
        said.append(f"<p>{escape(section.words)}</p>")
    if section.coverage:
        said.append(f"<p>Coverage: {escape(section.coverage)}. {escape(section.coverage_reason)}</p>")
    said += [f"<p>Limiting judgement. {escape(one)}</p>" for one in section.limits]
    said += [f"<p>{escape(one)}</p>" for one in section.differs]
    if section.history:
        rows = "".join(f"<li>{escape(one)}</li>" for one in section.history)
        said.append(f"<h3>{sentences.HISTORY}</h3>\n<ul>{rows}</ul>")
    for stance, heading in sentences.STANCES:
        items = sentences.of_stance(section.items, stance)
        if items:
            rows = "".join(_item(pack, built, item) for item in items)
            said.append(f'<h3>{heading}</h3>\n<ul class="{stance}">{rows}</ul>')
    if others := [item for item in section.items if item.kind != "cited"]:
        heading = "" if section.kind == "own" else "<h3>Also in this section</h3>\n"
        said.append(f"{heading}<ul>{''.join(_item(pack, built, item) for item in others)}</ul>")
    if section.left_out:
        count = sentences.plural(section.left_out, "accepted contradicting passage")
        said.append(f"<p>{escape(count)} left out of this pack.</p>")
    return "\n".join(said)


def _item(pack: Pack, built: AssembledPack, item: PackItem) -> str:
    page = built.item_pages[item.number]
    if item.kind == "note":
        return (
            f'<li><a href="{_pdf(pack, page)}">Note (page {page} of the pack)</a>'
            f"<blockquote>{escape(item.text)}</blockquote></li>\n"
        )
    if not item.text:
        named = sentences.item_name(item, pack.documents[item.document])
        return f'<li><a href="{_pdf(pack, page)}">{escape(named)} (page {page} of the pack)</a></li>\n'
    note = f"<p>Note: {escape(item.note)}</p>" if item.note else ""
    return (
        f'<li><a href="{_pdf(pack, page)}">{escape(item.citation)} (page {page} of the pack)</a>'
        f"<blockquote>{escape(item.text)}</blockquote>{note}"
        f'<p class="quiet">{escape(sentences.decided(item))}</p></li>\n'
    )


def _further(pack: Pack, built: AssembledPack) -> Iterator[str]:
    """The indexes by measure and by document, of the whole pack."""
    if pack.last.layout < further.SINCE:
        return
    measures: dict[str, str] = {}  # a supplement's entry has what was issued before too, so it counts
    for index, part in enumerate(pack.parts):
        measures |= {s.code: _measure(pack, built, index, s) for s in further.by_code(part)}
    if measures:
        yield f"<h2>Index by measure</h2>\n<ul>{''.join(measures.values())}</ul>"
    if pack.documents:
        rows = [_document(pack, built, pack.documents[n]) for n in further.in_order(pack, pack.documents)]
        yield f"<h2>Index by document</h2>\n<ul>{''.join(f'<li>{row}</li>' for row in rows)}</ul>"


def _measure(pack: Pack, built: AssembledPack, index: int, section: PackSection) -> str:
    rows = []
    for item in further.evidence(pack, index, section):
        page = built.item_pages[item.number]
        cited = f"{escape(item.citation)} (page {page})"
        rows.append(f'<li>{item.stance}: <a href="{_pdf(pack, page)}">{cited}</a></li>\n')
    page = built.section_pages[index, section.ordinal]
    name = f'<a href="{_pdf(pack, page)}">{escape(further.heading(section))} (page {page})</a>'
    return f"<li>{name}{'<ul>' if rows else ''}{''.join(rows)}{'</ul>' if rows else ''}</li>\n"


def _document(pack: Pack, built: AssembledPack, document: PackDocument) -> str:
    page = built.document_pages[document.id]
    return f'<a href="{_pdf(pack, page)}">{escape(sentences.shown_name(document))} (page {page})</a>'


def _redactions(pack: Pack, built: AssembledPack) -> list[str]:
    rows = []
    for redaction in (r for part in pack.parts for r in part.redactions):
        page = built.redacted_pages[redaction.document, redaction.page]
        said = (
            f'<a href="{_pdf(pack, page)}">{escape(sentences.redaction(pack, redaction))} (page {page})</a>'
        )
        rows.append(f"<li>{said}<br><span class='quiet'>{escape(sentences.why(redaction))}</span></li>\n")
    return [f"<h2>Redactions</h2>\n<ul>{''.join(rows)}</ul>"] if rows else []


def _originals(pack: Pack, built: AssembledPack, members: dict[str, str]) -> str:
    rows = []
    for sha256, documents in pack.originals.items():
        named = "; ".join(_document(pack, built, d) for d in documents)
        file = f'<a href="{quote(members[sha256])}">{escape(documents[0].file)}</a>'
        if sha256 in pack.withheld:
            file = f"{escape(documents[0].file)} ({sentences.WITHHELD})"
        missing = "".join(
            f"<br><span class='quiet'>{escape(said)}</span>"
            for d in documents
            for said in (*sentences.enclosed_with(d, pack), *sentences.not_here(d))
        )
        rows.append(
            f"<li>{file}: {named}{missing}<br><span class='quiet'>SHA-256 <code>{sha256}</code></span></li>\n"
        )
    return f"<h2>Originals</h2>\n<ul>{''.join(rows)}</ul>"
