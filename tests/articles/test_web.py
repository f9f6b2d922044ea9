"""Addresses: what is fetched, and everything that is refused."""

import gzip
import ipaddress
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from graphkb.articles import load_articles
from graphkb.articles.addresses import is_public, resolve
from graphkb.articles.web import Bounds, fetch
from graphkb.errors import ArticleError

PAGE = b"""<!doctype html><html lang="en-GB"><head><title>Talks resume | Example</title>
<meta property="article:published_time" content="2022-10-12T08:00:00Z"></head>
<body><article><h1>Talks resume</h1><p>The two sides met in Bishkek on Monday, and agreed to meet again in May.</p>
<p>Neither of the two delegations said what had been on the table for so long.</p></article></body></html>"""


BOMB = gzip.compress(b"word " * 10_000_000)


class Misbehaving(BaseHTTPRequestHandler):
    """Answers each path in its own bad way."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        answer = getattr(self, "answer_" + asked.path.strip("/").partition("/")[0].replace("-", "_"), None)
        if answer is None:
            self.send(404, b"no such page")
        else:
            answer({key: values[0] for key, values in parse_qs(asked.query).items()})

    def send(self, status: int, body: bytes, media: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def answer_page(self, query: dict[str, str]) -> None:
        self.send(200, PAGE)

    def answer_typed(self, query: dict[str, str]) -> None:
        self.send(200, query.get("body", "Talks resumed.").encode(), media=query["media"])

    def answer_latin(self, query: dict[str, str]) -> None:
        self.send(200, "Erdoğan spoke in Istanbul.".encode("iso-8859-9"), media="text/plain; charset=iso-8859-9")

    def answer_redirect(self, query: dict[str, str]) -> None:
        self.send(302, b"", Location=query["to"])

    def answer_loop(self, query: dict[str, str]) -> None:
        self.send(302, b"", Location="/loop")

    def answer_large(self, query: dict[str, str]) -> None:
        self.send(200, b"word " * 3_000_000, media="text/plain")

    def answer_bomb(self, query: dict[str, str]) -> None:
        self.send(200, BOMB, media="text/plain", Content_Encoding="gzip")

    def answer_endless(self, query: dict[str, str]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.drip(b"word ")

    def answer_slow_head(self, query: dict[str, str]) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        self.drip(b"x")

    def drip(self, piece: bytes) -> None:
        self.close_connection = True
        for _ in range(400):
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(0.05)

    def log_message(self, format: str, *args: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    """A server that does not mind when a client hangs up, which is what these tests make clients do."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a local web server."""
    server = QuietServer(("127.0.0.1", 0), Misbehaving)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


QUICK = Bounds(allow_private=True, read_seconds=2.0, seconds=2.0, max_bytes=1_000_000)


def test_page_is_fetched_and_known_by_its_address(site: str) -> None:
    (article,) = load_articles(f"{site}/page?a=1&utm_source=x#top", allow_private=True)
    assert article.id == article.url == f"{site}/page?a=1"
    assert (article.title, article.published and article.published.year) == ("Talks resume", 2022)


def test_redirect_is_followed_and_the_last_address_kept(site: str) -> None:
    (article,) = load_articles(f"{site}/redirect?to=/page", allow_private=True)
    assert article.url == f"{site}/page"


def test_charset_of_the_answer_is_heeded(site: str) -> None:
    assert next(load_articles(f"{site}/latin", allow_private=True)).text == "Erdoğan spoke in Istanbul."


@pytest.mark.parametrize(
    ("media", "body", "title"),
    [
        ("text/markdown", "# Talks resume\n\nThey met.", "Talks resume"),
        ("application/x-ndjson", '{"id": "a", "text": "x", "title": "T"}', "T"),
        ("application/octet-stream", '{"id": "a", "text": "x", "title": "T"}', "T"),
    ],
)
def test_media_type_chooses_the_loader(media: str, body: str, title: str, site: str) -> None:
    url = f"{site}/typed?media={quote(media)}&body={quote(body)}"
    assert next(load_articles(url, allow_private=True)).title == title


@pytest.mark.parametrize(
    ("path", "said"),
    [
        pytest.param("/nothing", "the server answers 404", id="not-found"),
        pytest.param("/loop", "more than 5 redirects", id="redirect-loop"),
        pytest.param("/large", "larger than 1 MB", id="too-large"),
        pytest.param("/bomb", "larger than 1 MB", id="unpacks-to-too-much"),
        pytest.param("/endless", "none in full within 2 s", id="never-ends"),
        pytest.param("/slow-head", "none in full within 2 s", id="headers-never-end"),
        pytest.param("/typed?media=image/png", "image/png, which no loader reads", id="wrong-type"),
        pytest.param("/redirect?to=ftp://example.org/a", "not an http or https address", id="redirect-to-ftp"),
        pytest.param("/redirect?to=file:///etc/passwd", "not an http or https address", id="redirect-to-file"),
        pytest.param("/redirect?to=http://user:secret@example.org/", "user name or password", id="password"),
    ],
)
def test_bad_answer_is_one_clear_error_in_time(path: str, said: str, site: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ArticleError) as caught:
        fetch(site + path, bounds=QUICK)
    assert time.monotonic() - begun < 10
    assert str(caught.value).startswith(site + path)
    assert said in str(caught.value)


def test_private_address_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(ArticleError, match="not a public address"):
        list(load_articles(f"{site}/page"))


def test_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let pass as if it were public; the second, to the address of cloud metadata, must not be."""
    known = ipaddress.ip_address("127.0.0.1")
    monkeypatch.setattr("graphkb.articles.addresses.is_public", lambda address: address == known or is_public(address))
    with pytest.raises(ArticleError, match=r"169\.254\.169\.254 is not a public address"):
        list(load_articles(f"{site}/redirect?to=http://169.254.169.254/latest/meta-data"))


def test_name_is_looked_up_once_and_the_checked_address_is_the_one_used(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name server that answers differently the second time (DNS rebinding) gets no second time."""
    port = int(site.rpartition(":")[2])
    asked: list[str] = []

    def answer(host: str, *args: Any, **kwargs: Any) -> list[Any]:
        if host == "rebound.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "192.0.2.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]

    monkeypatch.setattr("graphkb.articles.addresses.socket.getaddrinfo", answer)
    assert next(load_articles(f"http://rebound.example:{port}/page", allow_private=True)).title == "Talks resume"
    assert asked == ["rebound.example"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.7", 80))]
    monkeypatch.setattr("graphkb.articles.addresses.socket.getaddrinfo", lambda *args, **kwargs: answers)
    with pytest.raises(ArticleError, match=r"mixed\.example \(10\.0\.0\.7\) is not a public address"):
        resolve("mixed.example", 80, allow_private=False)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255
    192.0.2.1 198.18.0.1 ::1 :: fe80::1 fc00::1 fd12::1 ff02::1 2001:db8::1 ::ffff:10.0.0.1 ::ffff:127.0.0.1
    2002:7f00:0001:: 2002:c0a8:0101:: 64:ff9b::a00:1 fec0::1""".split(),
)
def test_address_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "151.101.1.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_address_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["0x7f.1", "2130706433", "127.1", "localhost"])
def test_other_spellings_of_this_machine_are_refused(host: str) -> None:
    with pytest.raises(ArticleError, match=r"not a public address|cannot be fetched|not the name of a host"):
        fetch(f"http://{host}:9/")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "http://", "http:///a", "gopher://x", "http://[::1", "https://exa mple/"]
)
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(ArticleError):
        list(load_articles(url))


def test_host_that_does_not_exist_is_named() -> None:
    with pytest.raises(ArticleError, match=r"nowhere\.invalid"):
        list(load_articles("https://nowhere.invalid/a"))


def test_refused_address_goes_to_on_error(site: str) -> None:
    errors: list[ArticleError] = []
    assert list(load_articles(f"{site}/page", on_error=errors.append)) == []
    assert len(errors) == 1
