"""The XMP packet of a finished PDF: what the file says of itself, and which standards it claims to meet.

Plain values come in, bytes go out; the same values give the same bytes. The layout of the packet follows ISO 16684-1,
the claims follow ISO 19005-2 (PDF/A-2), ISO 14289-1 (PDF/UA-1) and ISO 15930-7 (PDF/X-4).
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

PRODUCER = "printpost"

_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
}

# PDF/A wants every property explained that its own standard does not know: that of PDF/UA.
_UA_EXPLAINED = """\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>"""


@dataclass(frozen=True, slots=True)
class Record:
    """What the file says of itself. ``epoch`` (seconds, UTC) is when it was made."""

    title: str
    author: str
    subject: str
    language: str
    keywords: tuple[str, ...]
    epoch: int

    @property
    def date(self) -> str:
        """The date as XMP writes it."""
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self.epoch))

    @property
    def pdf_date(self) -> str:
        """The date as a PDF's information dictionary writes it."""
        return time.strftime("D:%Y%m%d%H%M%SZ", time.gmtime(self.epoch))


def screen_packet(record: Record) -> bytes:
    """The packet of a file that is PDF/A-2a and PDF/UA-1 at once."""
    claims = ["<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"]
    claims += ["<pdfuaid:part>1</pdfuaid:part>", _UA_EXPLAINED]
    return _packet([*claims, *_told(record)])


def press_packet(record: Record, content: bytes) -> bytes:
    """The packet of a PDF/X-4 file. Its document id is made from the content, so that it is always the same."""
    name = uuid.UUID(bytes=hashlib.sha256(content).digest()[:16], version=4)
    claims = [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        f"<xmp:MetadataDate>{record.date}</xmp:MetadataDate>",
        f"<xmpMM:DocumentID>uuid:{name}</xmpMM:DocumentID>",
        "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
        "<xmpMM:VersionID>1</xmpMM:VersionID>",
    ]
    return _packet([*claims, *_told(record)])


def plain_packet(record: Record) -> bytes:
    """The packet of a file that claims no standard."""
    return _packet(list(_told(record)))


def _told(record: Record) -> Iterator[str]:
    yield f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
    yield f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>"
    yield f"<xmp:CreateDate>{record.date}</xmp:CreateDate>"
    yield f"<xmp:ModifyDate>{record.date}</xmp:ModifyDate>"
    yield f"<dc:title>{_alternative(record.title)}</dc:title>"
    if record.author:
        yield f"<dc:creator><rdf:Seq><rdf:li>{escape(record.author)}</rdf:li></rdf:Seq></dc:creator>"
    if record.subject:
        yield f"<dc:description>{_alternative(record.subject)}</dc:description>"
    if record.language:
        yield f"<dc:language><rdf:Bag><rdf:li>{escape(record.language)}</rdf:li></rdf:Bag></dc:language>"
    if record.keywords:
        yield f"<pdf:Keywords>{escape(', '.join(record.keywords))}</pdf:Keywords>"


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _packet(properties: list[str]) -> bytes:
    body = "\n".join(properties)
    spaces = "".join(f' xmlns:{name}="{space}"' for name, space in _SPACES.items() if f"{name}:" in body)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{spaces}>\n{body}\n</rdf:Description>\n'
        '</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()
