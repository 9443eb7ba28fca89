"""Reading a page strictly: every page that a test fetches is audited."""

import itertools
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import html5lib

LANDMARKS = {"main", "nav", "header", "footer"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Page:
    """A parsed page or fragment."""

    root: Element
    html: str

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of that tag whose attributes are these; ``class_`` is one class among its own."""
        return [e for e in self.root.iter(tag) if all(_has(e, k, v) for k, v in attributes.items())]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only one."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}>"
        return found[0]

    def by_id(self, id: str) -> Element:
        """The element of that id."""
        found = [e for e in self.root.iter() if e.get("id") == id]
        assert found, f"nothing has the id {id}"
        return found[0]

    @property
    def text(self) -> str:
        """All that the page says, its spaces made single."""
        return words_of(self.root)


def words_of(element: Element) -> str:
    """An element's text, its spaces made single."""
    return " ".join("".join(element.itertext()).split())


def parse(html: str, *, whole: bool) -> Page:
    """Parse by the HTML standard; any error that it names fails."""
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    root = parser.parse(html) if whole else parser.parseFragment(html)
    assert not parser.errors, [
        (place, code, data, html.splitlines()[place[0] - 1][:200]) for place, code, data in parser.errors[:3]
    ]
    return Page(root, html)


def audit(page: Page) -> None:
    """What holds for every whole page."""
    _audit_part(page)
    h1 = words_of(page.one("h1"))
    title = words_of(page.one("title"))
    assert h1 and title.startswith(h1), f"the title {title!r} does not start with the heading {h1!r}"
    page.one("main")
    levels = [int(e.tag[1]) for e in page.root.iter() if e.tag in HEADINGS]
    main = levels[levels.index(1) :]
    assert all(b <= a + 1 for a, b in itertools.pairwise(main)), f"a heading level is skipped: {main}"
    inside = {id(a) for e in page.root.iter() if e.tag in LANDMARKS for a in e.iter("a")}
    for anchor in page.root.iter("a"):
        href = anchor.get("href", "")
        assert id(anchor) in inside or href == "#main-content", f"{href} stands in no landmark"
        if href.startswith("#") and href != "#":
            page.by_id(href[1:])


def audit_fragment(page: Page) -> None:
    """What holds for every fragment: a part, never a page within a page."""
    _audit_part(page)
    assert not page.all("title") and not page.all("h1")


def _audit_part(page: Page) -> None:
    ids = [e.get("id") for e in page.root.iter() if e.get("id") is not None]
    assert len(ids) == len(set(ids)), sorted(i for i in set(ids) if ids.count(i) > 1)
    for element in page.root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag != "style" and "style" not in element.attrib, "a style within the page"
        assert element.tag != "script" or element.get("src", "").startswith("/"), "a script within the page"
        assert not [a for a in element.attrib if a.startswith("on")], "a script in an attribute"
    _audit_forms(page)
    _audit_tables(page)


def _audit_forms(page: Page) -> None:
    labelled = {e.get("for") for e in page.root.iter("label")}
    for tag in ("input", "select", "textarea"):
        for e in page.root.iter(tag):
            if e.get("type") not in ("hidden", "submit"):
                assert e.get("id") in labelled or e.get("aria-label"), f"{tag} {e.attrib} has no label"
    for form in page.root.iter("form"):
        if form.get("method") == "post":
            assert [e for e in form.iter("input") if e.get("name") == "csrf_token"], "a form without a token"
    for button in page.root.iter("button"):
        assert words_of(button) or button.get("aria-label"), "a button without a name"
    for link in page.root.iter("a"):
        assert words_of(link), f"a link without words: {link.attrib}"


def _audit_tables(page: Page) -> None:
    for table in page.root.iter("table"):
        assert table.find("caption") is not None, "a table without a caption"
        assert all(re.fullmatch("col|row", th.get("scope", "")) for th in table.iter("th"))


def _has(element: Element, name: str, value: str) -> bool:
    if name == "class_":
        return value in (element.get("class") or "").split()
    return element.get(name.replace("_", "-")) == value
