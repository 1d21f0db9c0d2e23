"""The pages of a preview over HTTP, for this machine alone.

    GET  /           the page
    GET  /variants   the variants side by side
    POST /grade      {"variant": NAME, "draw": N, "responses": {PART: TEXT}} to {PART: HTML}
    GET  /changes    a stream of events, one each time that the file is saved

The server listens on the loopback address and answers nobody who calls it by another name, so that a page of
some other site cannot reach it by a name of its own (DNS rebinding), and grades nothing that such a page sends.
"""

from __future__ import annotations

import json
from asyncio import wait_for
from contextlib import suppress
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from graders.preview.desk import Chosen, Desk
from graders.shipped import shipped

if TYPE_CHECKING:
    import asyncio
    from collections.abc import AsyncIterator

    from starlette.requests import Request

LOOPBACK = "127.0.0.1"

NAMES = (LOOPBACK, "localhost")
"""What the server may be called."""

LONGEST = 1 << 20
"""Bytes of a request; the rest of a longer one is not read."""

PAUSE = 0.25
"""Seconds after which the file is looked at again; however many streams there are, none keeps a thread or a watch."""


def application(desk: Desk, stopping: asyncio.Event) -> Starlette:
    """Put the pages together; the stream of changes ends when ``stopping`` is set."""

    async def page(request: Request) -> Response:
        return HTMLResponse(await run_sync(desk.page, _chosen(request)))

    async def variants(request: Request) -> Response:
        del request
        return HTMLResponse(await run_sync(desk.variants))

    async def script(request: Request) -> Response:
        del request
        text = shipped("templates").joinpath("html", "preview.js").read_text(encoding="utf-8")
        return PlainTextResponse(text, media_type="text/javascript")

    async def grade(request: Request) -> Response:
        if _is_foreign(request):
            return JSONResponse({"error": "only a page of this preview may ask"}, status_code=403)
        body = await _body(request)
        if len(body) > LONGEST:
            return JSONResponse({"error": "too long"}, status_code=413)
        asked = _asked(body)
        if asked is None:
            return JSONResponse({"error": 'send {"variant": "", "draw": 0, "responses": {}}'}, status_code=400)
        return JSONResponse(await run_sync(desk.graded, *asked))

    async def changes(request: Request) -> Response:
        del request
        return StreamingResponse(events(desk, stopping), media_type="text/event-stream")

    routes = [
        Route("/", page),
        Route("/variants", variants),
        Route("/preview.js", script),
        Route("/grade", grade, methods=["POST"]),
        Route("/changes", changes),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=NAMES)])


def _chosen(request: Request) -> Chosen:
    draw = request.query_params.get("draw", "")
    return Chosen(request.query_params.get("variant", ""), int(draw) if draw.isdecimal() and len(draw) < 10 else 0)


def _is_foreign(request: Request) -> bool:
    """Tell whether a page of another site asks: browsers name the site."""
    origin = request.headers.get("origin")
    return origin not in (None, f"http://{request.headers['host']}")


async def _body(request: Request) -> bytearray:
    """Read what is sent, whatever length was announced; a piece of it where it is too long, or the caller is gone."""
    body = bytearray()
    with suppress(ClientDisconnect):
        async for piece in request.stream():
            body += piece
            if len(body) > LONGEST:
                break
    return body


def _asked(body: bytearray) -> tuple[Chosen, dict[str, str]] | None:
    """Read what is to be graded; ``None`` where it is something else."""
    try:
        match json.loads(body):
            case {"variant": str(name), "draw": int(draw), "responses": dict(responses)}:
                return Chosen(name, draw), {str(part): str(text) for part, text in responses.items()}
            case _:
                return None
    except (ValueError, RecursionError):
        return None


async def events(desk: Desk, stopping: asyncio.Event) -> AsyncIterator[str]:
    """Tell each time that the file is saved with other bytes than before."""
    before = desk.written()
    yield ": following\n\n"
    while not await _is_set(stopping):
        if (now := desk.written()) != before:
            before = now
            yield "data: saved\n\n"


async def _is_set(stopping: asyncio.Event) -> bool:
    """Wait a moment for the end, and tell whether it has come."""
    try:
        return await wait_for(stopping.wait(), PAUSE)
    except TimeoutError:
        return False
