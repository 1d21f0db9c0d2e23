"""The pages of a preview over HTTP, for this machine alone.

    GET  /           the page
    GET  /variants   the variants side by side
    POST /grade      {"variant": NAME, "draw": N, "responses": {PART: TEXT}} to {PART: HTML}
    GET  /changes    a stream of events, one each time that the file is saved

The server listens on the loopback address and answers nobody who calls it by another name, so that a page of
some other site cannot reach it by a name of its own (DNS rebinding).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
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
"""Bytes of a request; more is refused unread."""


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
        if int(request.headers.get("content-length") or LONGEST + 1) > LONGEST:
            return JSONResponse({"error": "too long"}, status_code=413)
        asked = _asked(await request.body())
        if asked is None:
            return JSONResponse({"error": 'send {"variant": "", "draw": 0, "responses": {}}'}, status_code=400)
        return JSONResponse(await run_sync(desk.graded, *asked))

    async def changes(request: Request) -> Response:
        del request
        return StreamingResponse(_events(desk, stopping), media_type="text/event-stream")

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


def _asked(body: bytes) -> tuple[Chosen, dict[str, str]] | None:
    """Read what is to be graded; ``None`` where it is something else."""
    try:
        match json.loads(body):
            case {"variant": str(name), "draw": int(draw), "responses": dict(responses)}:
                return Chosen(name, draw), {str(part): str(text) for part, text in responses.items()}
            case _:
                return None
    except (ValueError, RecursionError):
        return None


async def _events(desk: Desk, stopping: asyncio.Event) -> AsyncIterator[str]:
    """Tell each time that the file is saved with other bytes than before."""
    from watchfiles import awatch

    before = desk.written()
    yield ": following\n\n"
    async for _ in awatch(desk.path.absolute().parent, stop_event=stopping, recursive=False, rust_timeout=500):
        if (now := desk.written()) != before:
            before = now
            yield "data: saved\n\n"
