"""The server of a preview: begun, announced, ended by Ctrl-C."""

from __future__ import annotations

import asyncio
import socket
import webbrowser
from contextlib import suppress
from pathlib import Path

import click
import uvicorn

from graders.bank import find
from graders.errors import AuthorError
from graders.preview.desk import Desk
from graders.preview.server import LOOPBACK, application


def follow(exercise: str, port: int, lang: str, *, browser: bool) -> int:
    """Serve the page of an exercise until somebody ends it."""
    try:
        path = find(exercise, (Path("exercises"),))
    except AuthorError as error:
        raise click.UsageError(str(error)) from error
    with listening(port) as place:
        address = f"http://{LOOPBACK}:{place.getsockname()[1]}/"
        click.echo(f"{address} follows {path}; Ctrl-C ends it")
        if browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):
            asyncio.run(serve(Desk(path, lang), place))
    return 0


def listening(port: int) -> socket.socket:
    """Listen on the loopback address, and on no other: who calls before the server is up waits, and is answered."""
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        place.bind((LOOPBACK, port))
        place.listen()
    except OSError as error:
        place.close()
        raise click.ClickException(f"port {port} is taken: --port 0 finds a free one") from error
    return place


async def serve(desk: Desk, place: socket.socket) -> None:
    """Serve, and let open streams end with the server."""
    stopping = asyncio.Event()
    settings = uvicorn.Config(application(desk, stopping), log_level="warning", timeout_graceful_shutdown=2)
    await Ending(settings, stopping).serve([place])


class Ending(uvicorn.Server):
    """A server that says when it ends, to those who stream."""

    def __init__(self, settings: uvicorn.Config, stopping: asyncio.Event) -> None:
        """Keep whom to tell."""
        super().__init__(settings)
        self.stopping = stopping

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the streams, then end as usual."""
        self.stopping.set()
        await super().shutdown(sockets)
