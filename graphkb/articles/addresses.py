"""Which addresses a stranger's link may lead to."""

import ipaddress
import re
import socket
from urllib.parse import urljoin, urlsplit

from graphkb.errors import ArticleError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_LONGEST = 2_000
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f\ud800-\udfff]")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def web_address(stated: str, base: str | None = None) -> str | None:
    """A stranger's link as a whole http or https address, seen from the page it stands on; None where it is none.

    >>> web_address("/a?b=1", "https://example.org/news/"), web_address("http://[x"), web_address("javascript:alert(1)")
    ('https://example.org/a?b=1', None, None)
    """
    try:
        address = urljoin(base or "", stated.strip())
        parts = urlsplit(address)
    except ValueError:
        return None
    fit = len(address) <= _LONGEST and not _UNFIT.search(address)
    return address if fit and parts.scheme in {"http", "https"} and parts.hostname else None


def resolve(host: str, port: int, *, allow_private: bool) -> list[Address]:
    """The addresses of a host. Raises `ArticleError` where it has none, or where one of them is not public.

    >>> resolve("8.8.8.8", 443, allow_private=False)
    [IPv4Address('8.8.8.8')]
    >>> resolve("127.0.0.1", 80, allow_private=False)
    Traceback (most recent call last):
    graphkb.errors.ArticleError: 127.0.0.1 is not a public address; read only with --allow-private (allow_private=True)
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ArticleError(f"{host} is not the name of a host that can be found ({error})") from error
    addresses = list(dict.fromkeys(ipaddress.ip_address(str(item[4][0]).partition("%")[0]) for item in found))
    for address in addresses:
        if not allow_private and not is_public(address):
            shown = host if host == str(address) else f"{host} ({address})"
            raise ArticleError(f"{shown} is not a public address; read only with --allow-private (allow_private=True)")
    return addresses


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local, multicast or reserved.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("1.1.1.1", "10.0.0.1", "fd00::1", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
