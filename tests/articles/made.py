"""Files of each format, made here: what tests of the loaders read."""

import gzip
import zipfile
from collections.abc import Mapping
from io import BytesIO

STORY = (
    "Delegations from Norway and Chile met in Oslo on Monday to talk about fishing quotas.",
    "The Norwegian minister said that both sides wanted an agreement before the winter.",
    "Chile had asked for the meeting after its boats were turned away in the spring.",
)


def pdf(*pages: list[str]) -> bytes:
    """A PDF of these lines, a list for each page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line.replace('(', '[').replace(')', ']')}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1"))
    start = out.tell()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def docx(*paragraphs: tuple[str, str], before: str = "") -> bytes:
    """A Word document of (style, text) paragraphs; `before` goes ahead of the root of its XML."""
    body = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<?xml version="1.0"?>{before}<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>'
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


def archive(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return out.getvalue()


def rss(*items: str, head: str = "<title>Fjord Wire</title>") -> bytes:
    """An RSS feed of items as they are written."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel>{head}{''.join(items)}</channel></rss>"
    ).encode()


def item(number: int = 1, *, link: str = "", text: str = "<p>" + "</p><p>".join(STORY) + "</p>") -> str:
    """An item of a feed."""
    return (
        f"<item><title>Quota talks, day {number}</title><guid>urn:talks:{number}</guid><link>{link}</link>"
        f"<pubDate>Wed, 12 Oct 2022 08:30:00 GMT</pubDate><description><![CDATA[{text}]]></description></item>"
    )


def page(title: str = "Quota talks go on", paragraphs: tuple[str, ...] = STORY) -> bytes:
    """A web page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<!doctype html><html lang=en><body><article><h1>{title}</h1>{body}</article></body></html>".encode()


def warc(*pages: tuple[str, bytes], media: str = "text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    """A web archive of (address, page) pairs, each a gzipped record of its own as crawlers write them."""
    records = []
    for url, data in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() + data
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2022-10-12T08:30:00Z\r\n"
            "WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + answer + b"\r\n\r\n"))
    return b"".join(records)
