"""Tagging: the tree of meanings that lies behind the pages, for those who have them read out (PDF 32000-1, 14.7-14.8).

The renderer's boxes and what it drew for each come in; a structure tree goes into the PDF. The renderer's own tree has
an element for every box, a paragraph for every leg and nothing that is furniture; this one is made for readers:

- a story is one `Art`, however many pages it turns to, and a paragraph one `P`, however many legs it runs through;
- headings go down by one level at a time, lists have labels and bodies, tables have headers with a scope;
- folios, rules and repeated heads are artifacts;
- links carry what they say, pictures and codes an alternative text;
- of a word that is divided at the end of a line the whole is kept in the content (key /Whole, which `finishing` makes
  the PDF's /ActualText), since letters are compared with the claims before that; so is all text whose signs are drawn
  in another order than they are read.

What the composing room tells it stands in the HTML: `data-story` and `data-part` name what belongs together,
`data-role` says what a thing is (furniture, item, quote, label), `data-whole` gives the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from printpost.composing.ligatures import letters_of
from printpost.pressroom.syllabic import is_syllabic

FURNITURE = "furniture"
WHOLE = "Whole"
_PT = 0.75
_SVG = "{http://www.w3.org/2000/svg}"
_TAGS = {
    "article": "Art",
    "aside": "Sect",
    "p": "P",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "ol": "L",
    "ul": "L",
    "li": "LI",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    "img": "Figure",
    f"{_SVG}svg": "Figure",
}
_LABELS = {"numeral", "marker"}
_LINES = {"l", "line"}
_HOLDERS = {"P", "H1", "H2", "H3", "LBody", "Lbl", "TH", "TD", "Link", "Span"}
"""Elements that text may stand in directly."""


@dataclass(eq=False, slots=True)
class _Node:
    """An element of the tree. A kid is another element, a piece of content (page, number) or a link's annotation."""

    tag: str
    parent: _Node | None = None
    kids: list[Any] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    href: str | None = None

    def within(self, tag: str) -> _Node | None:
        """The nearest element of the kind, this one or one around it."""
        node: _Node | None = self
        while node is not None and node.tag != tag:
            node = node.parent
        return node

    def make(self, tag: str) -> _Node:
        """A new last kid."""
        kid = _Node(tag, self)
        self.kids.append(kid)
        return kid


@dataclass(frozen=True, slots=True)
class _Content:
    """A piece of marked content: the page, counted from 0, and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class _Annotation:
    page: int
    annotation: Any


def add_tags(pdf: Any, document: Any, _version: Any, page_streams: list[Any]) -> None:
    """Write the structure tree of a document that has been drawn: what the renderer calls in place of its own."""
    tagger = _Tagger()
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        tagger.page(number, page, stream)
    _Writer(pdf).write(tagger.finished(), len(document.pages))


class _Tagger:
    """Walks the boxes in the order of the document and builds the tree."""

    def __init__(self) -> None:
        self.root = _Node("Document")
        self._known: dict[Any, _Node] = {}
        self._furniture: set[_Content] = set()

    def page(self, number: int, page: Any, stream: Any) -> None:
        """Take in a page that has been drawn."""
        self._number, self._drawn, self._height = number, stream._tags, page.height * _PT  # noqa: SLF001
        self._wholes: dict[int, str] = {}
        self._furniture = set()
        self._ends = set(_line_ends(page._page_box))  # noqa: SLF001
        for box in _children(page._page_box):  # noqa: SLF001
            self._walk(box, self.root)
        _write_content(stream, {content.number for content in self._furniture}, self._wholes)

    def finished(self) -> _Node:
        """The tree, without empty elements and with neighbouring pieces of one link joined."""
        _prune(self.root)
        _join_links(self.root)
        return self.root

    def _walk(self, box: Any, node: _Node) -> None:
        absolute = isinstance(box, AbsolutePlaceholder)
        if absolute:
            box = box._box  # noqa: SLF001
        element, tag = box.element, box.element_tag
        if element is not None and _role(element) == FURNITURE:
            self._leave_out(box)
            return
        if isinstance(box, boxes.TextBox):
            self._text(box, node)
            return
        if element is not None and tag == element.tag:
            turned = node.within("Art") is not None and tag in {"h1", "h2", "h3"} and "turned" in node.told
            if turned:
                self._leave_out(box)
                return
            node = self._node(box, element, node, absolute=absolute)
            if tag == "a":
                self._link(box, node)
        if isinstance(box, boxes.ReplacedBox):
            self._figure(box, node)
        for child in _children(box):
            self._walk(child, node)

    # -- elements

    def _node(self, box: Any, element: Any, node: _Node, *, absolute: bool) -> _Node:
        """The element of the tree for an element of the HTML; several boxes may share one."""
        if element in self._known:
            return self._known[element]
        made = self._made(box, element, node, absolute=absolute)
        if made is not node and (language := element.get("lang")):
            made.told["Lang"] = language
        self._known[element] = made
        return made

    def _made(self, box: Any, element: Any, node: _Node, *, absolute: bool) -> _Node:
        tag, classes = element.tag, set((element.get("class") or "").split())
        if story := element.get("data-story"):
            art = self._shared(f"story {story}", node, "Art")
            art.told.pop("turned", None)
            return art
        if "turned" in classes and (around := node.within("Art")) is not None:
            head = around.make("Div")
            head.told["turned"] = True
            return head
        if part := element.get("data-part"):
            return self._part(f"part {part}", element, node)
        if classes & _LABELS and tag == "span":
            return self._label(node)
        if tag == "span" and node.tag in _HOLDERS and not classes & _LINES:
            if element.get("lang"):
                return node.make("Span")
            # What stands apart on the page is apart in the tree: "Est. 2025" and the tagline after it are two.
            if absolute or isinstance(box, boxes.BlockBox):
                return (node.parent or self.root).make("P") if node.tag == "P" else node.make("P")
            return node
        if tag == "aside" and node.within("Art"):
            return node.make("Div")
        kind = _TAGS.get(tag)
        if kind is None:
            return node
        if kind in {"H2", "H3"} and _inset(node):
            kind = "H3"
        made = node.make(kind)
        if kind == "LI":
            made = made.make("LBody")
        elif kind == "L":
            made.attributes = {"O": "/List", "ListNumbering": "/Decimal" if "numbered" in classes else "/None"}
        elif kind == "TH":
            made.attributes = {"O": "/Table", "Scope": "/Row" if element.get("scope") == "row" else "/Column"}
        elif kind == "Link":
            made.href = element.get("href")
        return made

    def _part(self, key: str, element: Any, node: _Node) -> _Node:
        """A paragraph of copy, which may have begun in an earlier leg."""
        if key in self._known:
            return self._known[key]
        role = _role(element)
        if role == "item":
            last = node.kids[-1] if node.kids and isinstance(node.kids[-1], _Node) else None
            items = last if last and last.tag == "L" and "copy" in last.told else node.make("L")
            items.told["copy"] = True
            items.attributes = {"O": "/List", "ListNumbering": "/None"}
            marked = any("marker" in (child.get("class") or "") for child in element)
            # A paragraph without a marker goes on with the item before it.
            made = items.make("LI").make("LBody") if marked or not items.kids else items.kids[-1].kids[-1].make("P")
        elif role == "quote":
            made = node.make("BlockQuote").make("P")
        else:
            made = node.make({"h3": "H3"}.get(element.tag, "P"))
        self._known[key] = made
        return made

    def _label(self, node: _Node) -> _Node:
        """The label of a list's item, before its body."""
        item = node.within("LI")
        if item is None:
            return node
        label = _Node("Lbl", item)
        item.kids.insert(0, label)
        return label

    def _shared(self, key: str, node: _Node, tag: str) -> _Node:
        if key not in self._known:
            self._known[key] = node.make(tag)
        return self._known[key]

    # -- content

    def _text(self, box: Any, node: _Node) -> None:
        drawn = self._drawn.pop(box, None)
        if drawn is None:
            return
        text = letters_of(box.text)
        if box.element is not None and (whole := box.element.get("data-whole")):
            self._wholes[drawn["mcid"]] = whole
        elif box in self._ends:
            # The renderer drops the space at which it breaks a line; the words on both sides would run together.
            text += " "
            self._wholes[drawn["mcid"]] = text
        elif is_syllabic(text):
            self._wholes[drawn["mcid"]] = text
        holder = node if node.tag in _HOLDERS else node.make("P")
        holder.kids.append(_Content(self._number, drawn["mcid"]))
        if link := node.within("Link"):
            link.told["text"] = link.told.get("text", "") + text

    def _figure(self, box: Any, node: _Node) -> None:
        drawn = self._drawn.pop(box, None)
        if drawn is None:
            return
        left, top = box.content_box_x() * _PT, self._height - box.content_box_y() * _PT
        right, bottom = left + box.width * _PT, top - box.height * _PT
        figure = node if node.tag == "Figure" else node.make("Figure")
        figure.attributes = {"O": "/Layout", "BBox": pydyf.Array([left, bottom, right, top])}
        figure.told["Alt"] = _alternative(box.element)
        figure.kids.append(_Content(self._number, drawn["mcid"]))
        if link := node.within("Link"):
            link.told["text"] = link.told.get("text", "") + figure.told["Alt"]

    def _link(self, box: Any, node: _Node) -> None:
        annotation = getattr(box, "link_annotation", None)
        link = node.within("Link")
        if annotation is not None and link is not None and _has_area(annotation["Rect"]):
            link.kids.append(_Annotation(self._number, annotation))

    def _leave_out(self, box: Any) -> None:
        """Mark all that a box holds as an artifact."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box  # noqa: SLF001
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox) and (drawn := self._drawn.pop(box, None)):
            self._furniture.add(_Content(self._number, drawn["mcid"]))
        for child in _children(box):
            self._leave_out(child)


def _children(box: Any) -> Iterator[Any]:
    """The boxes within, lines taken apart; a table's wrapper and its table share an element, which does no harm."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield from child.children
        else:
            yield child


def _line_ends(box: Any) -> Iterator[Any]:
    """The last text of every line that the renderer broke at a space."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001
    children = getattr(box, "children", ())
    lines = [child for child in children if isinstance(child, boxes.LineBox)]
    for line in lines[:-1]:
        last = line
        while getattr(last, "children", ()):
            last = last.children[-1]
        if isinstance(last, boxes.TextBox) and last.text[-1:] not in {"", " ", "-", "\u2010", "\u00ad"}:
            yield last
    for child in children:
        yield from _line_ends(child)


def _has_area(rect: Any) -> bool:
    left, bottom, right, top = rect
    return bool(abs(right - left) >= 1 and abs(top - bottom) >= 1)


def _role(element: Any) -> str | None:
    role: str | None = element.get("data-role")
    return role


def _inset(node: _Node) -> bool:
    """Whether a heading stands in a panel within a story."""
    return node.within("Art") is not None and node.within("Div") is not None


def _alternative(element: Any) -> str:
    if element.tag == f"{_SVG}svg":
        title = element.find(f"{_SVG}title")
        return (title.text or "" if title is not None else "").strip()
    return (element.get("alt") or "").strip()


def _write_content(stream: Any, furniture: set[int], wholes: dict[int, str]) -> None:
    """Say in the page's own content what is an artifact, and which word a divided part is of."""
    operators = stream.stream
    for index, operand in enumerate(operators):
        if not isinstance(operand, pydyf.Dictionary) or "MCID" not in operand:
            continue
        number = operand["MCID"]
        if number in furniture:
            operators[index - 1] = "/Artifact"
            operators[index] = pydyf.Dictionary({"Type": "/Pagination"})
        elif number in wholes:
            operand[WHOLE] = pydyf.String(wholes[number])


def _prune(node: _Node) -> None:
    for kid in list(node.kids):
        if isinstance(kid, _Node):
            _prune(kid)
            # A table's cells stay, empty or not: rows must not be ragged.
            if not kid.kids and kid.tag not in {"TD", "TH"}:
                node.kids.remove(kid)


def _join_links(node: _Node) -> None:
    """Make one link of neighbours that lead to the same place: a link that runs over the end of a line."""
    joined: list[Any] = []
    for kid in node.kids:
        before = joined[-1] if joined else None
        if (
            isinstance(kid, _Node)
            and isinstance(before, _Node)
            and kid.tag == before.tag == "Link"
            and kid.href == before.href
        ):
            before.kids += kid.kids
            before.told["text"] = f"{before.told.get('text', '').strip()} {kid.told.get('text', '').strip()}"
        else:
            joined.append(kid)
    node.kids = joined
    for kid in node.kids:
        if isinstance(kid, _Node):
            _join_links(kid)


class _Writer:
    """Writes the tree as objects of the PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._by_page: dict[int, dict[int, Any]] = {}
        self._annotations: list[tuple[Any, Any]] = []

    def write(self, root: _Node, pages: int) -> None:
        """Write the tree, the map from content to elements, and the keys that a tagged document has."""
        pdf = self._pdf
        parents = pydyf.Dictionary({"Nums": pydyf.Array()})
        pdf.add_object(parents)
        top = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": parents.reference})
        pdf.add_object(top)
        top["K"] = pydyf.Array([self._element(root, top.reference).reference])
        for page in range(pages):
            found = self._by_page.get(page, {})
            numbers = range(max(found, default=-1) + 1)
            parents["Nums"] += [page, pydyf.Array([found.get(number, "null") for number in numbers])]
        for key, (element, annotation) in enumerate(self._annotations, pages):
            parents["Nums"] += [key, element]
            annotation["StructParent"] = key
        top["ParentTreeNextKey"] = pages + len(self._annotations)
        pdf.catalog["StructTreeRoot"] = top.reference
        pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        if "Lang" not in pdf.catalog:
            pdf.catalog["Lang"] = pydyf.String("")

    def _element(self, node: _Node, parent: Any) -> Any:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.tag}", "P": parent})
        self._pdf.add_object(element)
        if node.attributes:
            element["A"] = pydyf.Dictionary(node.attributes)
        for key in ("Alt", "Lang"):
            if node.told.get(key):
                element[key] = pydyf.String(node.told[key])
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, _Node):
                kids.append(self._element(kid, element.reference).reference)
            elif isinstance(kid, _Content):
                self._by_page.setdefault(kid.page, {})[kid.number] = element.reference
                page = self._pdf.page_references[kid.page]
                kids.append(pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number}))
            else:
                kids.append(self._annotation(kid, node, element.reference))
        element["K"] = kids
        return element

    def _annotation(self, kid: _Annotation, node: _Node, element: Any) -> Any:
        said = " ".join(node.told.get("text", "").split())
        if said:
            kid.annotation["Contents"] = pydyf.String(said)
        self._annotations.append((element, kid.annotation))
        page = self._pdf.page_references[kid.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page})
