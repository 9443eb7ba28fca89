"""The pack's bookmarks: each with the page that it leads to."""

from evidence.packs import sentences
from evidence.packs.assembling.layout import Spot
from evidence.packs.pack import Pack, PackDocument, PackItem, PackSection
from evidence.packs.setting.text_layout import Key

Bookmark = tuple[str, Key, tuple["Bookmark", ...]]


def bookmarks(pack: Pack, spots: dict[Key, Spot]) -> tuple[Bookmark, ...]:
    """The outline: cover, index, sections, their documents, their cited passages; each with its page."""
    top: list[Bookmark] = []
    for index, part in enumerate(pack.parts):
        children = tuple(_section(pack, index, section, spots) for section in part.sections)
        if index == 0:
            top.append(("Cover (page 1)", ("cover", 0, 0), ()))
            top.append((_numbered("Index", ("index", 0, 0), spots), ("index", 0, 0), ()))
            top += [*_further(index, spots), *children]
        else:
            key = ("supplement", index, 0)
            top.append(
                (_numbered(f"Supplement {index}", key, spots), key, (*_further(index, spots), *children))
            )
    return tuple(top)


def _further(index: int, spots: dict[Key, Spot]) -> tuple[Bookmark, ...]:
    """The indexes by document and by measure, of a part that has them."""
    keys: list[Key] = [(by, index, 0) for by in ("by document", "by measure")]
    return tuple((_numbered(f"Index {key[0]}", key, spots), key, ()) for key in keys if key in spots)


def _section(pack: Pack, index: int, section: PackSection, spots: dict[Key, Spot]) -> Bookmark:
    children = tuple(_grouped(pack, index, group, spots) for group in sentences.grouped(section.items))
    key = ("section", index, section.ordinal)
    name = f"{section.ordinal}. {sentences.section_name(section)}"
    return _numbered(name, key, spots), key, children


def _grouped(pack: Pack, index: int, items: list[PackItem], spots: dict[Key, Spot]) -> Bookmark:
    """A note; or a document with what is cited of it."""
    own: Key = ("item", items[0].number, 0)
    if items[0].kind == "note":
        return _numbered(f"Note: {sentences.opening(items[0].text, 60)}", own, spots), own, ()
    document, part = pack.shown_in(index, items[0].document)
    key: Key = ("document", document.id, part)
    passages = []
    for item in items:
        if item.kind == "document":
            continue
        own = ("item", item.number, 0)
        passages.append((_numbered(_named(item, document), own, spots), own, ()))
    return _numbered(_short_name(document), key, spots), key, tuple(passages)


def _short_name(document: PackDocument) -> str:
    """A document's name, cut so that a bookmark still says which of its pages are here."""
    if document.span == (0, 0):
        return sentences.document_name(document)
    part = f" ({sentences.part_of(document)})"
    return sentences.opening(sentences.document_name(document), max(75 - len(part), 30)) + part


def _named(item: PackItem, document: PackDocument) -> str:
    if item.kind == "pages":
        return sentences.page_range(item, document).capitalize()
    where = sentences.locator(item, document)
    return f"{where}: {sentences.opening(item.text, 40)}" if where else sentences.opening(item.text, 60)


def _numbered(name: str, key: Key, spots: dict[Key, Spot]) -> str:
    return f"{sentences.opening(name, 75)} (page {spots[key].page})"
