"""The way out to the web: connections that reach public addresses only and end in time."""

import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from graphkb.articles.addresses import resolve


class Transport(httpx.BaseTransport):
    """An httpx transport for one fetch, over a `CheckedBackend`."""

    def __init__(self, *, deadline: float, allow_private: bool) -> None:
        backend = CheckedBackend(deadline=deadline, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to a request, its body not yet read."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme, host=request.url.raw_host, port=request.url.port, target=request.url.raw_path
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class CheckedBackend(httpcore.NetworkBackend):
    """Opens connections for one fetch: resolves each name itself, checks every address, connects to the one checked.

    Because the name is not looked up a second time, a name server cannot answer differently once the check is over.
    No operation goes past `deadline` (of `time.monotonic`).
    """

    def __init__(self, *, deadline: float, allow_private: bool) -> None:
        self._inner = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address of `host` that answers; `ArticleError` where one of them is private."""
        addresses = resolve(host, port, allow_private=self._allow_private)
        for place, address in enumerate(addresses):
            try:
                left = within(self._deadline, timeout)
                stream = self._inner.connect_tcp(str(address), port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(addresses) - 1:
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection that times out at a deadline, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, within(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, within(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = within(self._deadline, timeout)
        return _TimedStream(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def within(deadline: float, timeout: float | None = None) -> float:
    """The seconds an operation may take. Raises `httpcore.ReadTimeout` where none are left."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole fetch is over")
    return left if timeout is None else min(left, timeout)
