"""The region's OTLP endpoint: takes spans over HTTP and hands them to Zipkin, which does not speak OTLP."""

import asyncio
import zlib
from collections import deque
from typing import Any

import httpx
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairlead.embedded.loopback import plain_async_client
from fairlead.embedded.serving import LoopbackServer
from fairlead.embedded.spans import zipkin_spans

ROOM = 20_000  # spans that wait while Zipkin starts or is slow
BATCH = 500
SIZE_LIMIT = 64 * 1024 * 1024
PROTOBUF = "application/x-protobuf"


class Bridge:
    """Never makes a service wait: spans beyond ROOM are dropped and counted."""

    def __init__(self, *, host: str, port: int, zipkin: str, room: int = ROOM) -> None:
        self.dropped = 0
        self._waiting: deque[dict[str, Any]] = deque()
        self._room = room
        self._more = asyncio.Event()
        self._zipkin = zipkin
        self._forwarding = True
        app = Starlette(routes=[Route("/v1/traces", self._export, methods=["POST"])])
        self._server = LoopbackServer(app, host=host, port=port)
        self._forwarder: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._forwarder = asyncio.create_task(self._forward())
        await self._server.start()

    async def stop(self) -> None:
        """Take no more spans; those still waiting are lost, as all of Zipkin's memory is."""
        if self._forwarder is not None:
            self._forwarder.cancel()
            await asyncio.gather(self._forwarder, return_exceptions=True)
        await self._server.stop()

    def drop_all(self) -> None:
        """There is no Zipkin: from now on take spans and throw them away."""
        self._forwarding = False
        self.dropped += len(self._waiting)
        self._waiting.clear()

    def take(self, request: ExportTraceServiceRequest) -> None:
        for span in zipkin_spans(request):
            if not self._forwarding or len(self._waiting) >= self._room:
                self.dropped += 1
            else:
                self._waiting.append(span)
        self._more.set()

    async def _export(self, request: Request) -> Response:
        try:
            self.take(ExportTraceServiceRequest.FromString(_plain(await request.body(), request.headers)))
        except (DecodeError, zlib.error, ValueError) as error:
            return Response(f"not an OTLP trace export in protobuf: {error}", status_code=400)
        return Response(ExportTraceServiceResponse().SerializeToString(), media_type=PROTOBUF)

    async def _forward(self) -> None:
        async with plain_async_client(self._zipkin, timeout=30) as zipkin:
            while True:
                await self._more.wait()
                self._more.clear()
                while batch := [self._waiting[n] for n in range(min(BATCH, len(self._waiting)))]:
                    if not await _hand_over(zipkin, batch):
                        await asyncio.sleep(1)
                        continue
                    for _ in range(min(len(batch), len(self._waiting))):
                        self._waiting.popleft()


async def _hand_over(zipkin: httpx.AsyncClient, batch: list[dict[str, Any]]) -> bool:
    """Whether Zipkin has dealt with the batch. What it refuses as malformed is dealt with: it would refuse it again."""
    try:
        response = await zipkin.post("/api/v2/spans", json=batch)
    except httpx.TransportError:
        return False
    return response.status_code < 500


def _plain(body: bytes, headers: Any) -> bytes:
    if headers.get("content-encoding") != "gzip":
        return body
    unpacker = zlib.decompressobj(wbits=31)
    plain = unpacker.decompress(body, SIZE_LIMIT)
    if unpacker.unconsumed_tail:
        raise ValueError(f"more than {SIZE_LIMIT} bytes when unpacked")
    return plain
