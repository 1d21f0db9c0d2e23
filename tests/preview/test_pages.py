"""The preview's pages: what an author sees of a file as it is now, and who is answered at all."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from graders.cli.following import listening
from graders.preview.desk import Chosen, Desk
from graders.preview.server import LONGEST, LOOPBACK, application, events
from graders.shipped import shipped
from graders.syntax import to_text

if TYPE_CHECKING:
    from collections.abc import Callable

SHIPPED = Path(str(shipped("exercises"))) / "embeddings" / "euclidean-distance.yaml"
LECTURE = {"variant": "lecture", "draw": 0}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write an exercise of one's own."""
    path = tmp_path / "mine" / "distance.yaml"
    path.parent.mkdir()
    path.write_text(SHIPPED.read_text(encoding="utf-8"), encoding="utf-8")
    return path


@pytest.fixture
def client(file: Path) -> TestClient:
    """Call the server as a browser on this machine does."""
    return TestClient(application(Desk(file), asyncio.Event()), base_url=f"http://{LOOPBACK}")


def test_the_page_shows_question_boxes_key_mistakes_and_solution(client: TestClient) -> None:
    page = client.get("/", params={"variant": "lecture"}).text
    for needed in ("Euclidean distance", 'name="distance"', "√48", "would give", "Worked solution", "/preview.js"):
        assert needed in page or needed.replace("√48", "<msqrt><mn>48</mn></msqrt>") in page


@pytest.mark.parametrize(
    ("response", "said"),
    [("4√3", "Correct"), ("48", "Partly correct"), ("√(", "Could not be read"), ("7", "Not correct"), ("  ", "")],
)
def test_an_answer_is_graded_as_it_is_typed(client: TestClient, response: str, said: str) -> None:
    told = client.post("/grade", json={**LECTURE, "responses": {"distance": response}}).json()
    assert (f'<span class="word">{said}</span>' in told["distance"]) if said else told == {}


def test_hints_stand_with_the_answers_and_every_mistake_is_explained(client: TestClient, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    hints = '    hints:\n      - {say: "Begin with ${{ a }} - {{ b }}$.", after: 1}\n'
    file.write_text(
        "attempts: {most: 9}\n" + text.replace("    points: 2\n", f"    points: 2\n{hints}"), encoding="utf-8"
    )
    page = client.get("/", params={"variant": "lecture"}).text
    assert "Hint 1" in page
    assert "{{ a }}" not in page
    told = client.post("/grade", json={**LECTURE, "responses": {"distance": "48"}}).json()
    assert "You stopped before the square root." in told["distance"]


def test_a_file_that_changes_is_read_anew_and_one_with_problems_lists_them(client: TestClient, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("key: d\n", "key: d + \n").replace("points: 2", "point: 2"), encoding="utf-8")
    page = client.get("/").text
    assert "distance.yaml:" in page
    assert "unknown field" in page
    assert 'id="boxes"' not in page
    assert client.post("/grade", json={**LECTURE, "responses": {"distance": "1"}}).json() == {}
    assert client.get("/variants").status_code == 200
    file.unlink()
    assert client.get("/").status_code == 200
    file.write_text(text.replace("Euclidean distance between two embeddings", "Another title"), encoding="utf-8")
    assert "<h1>Another title</h1>" in client.get("/").text


@pytest.mark.parametrize("variant", ["nobody", "9" * 5000, "99999999999", "lecture", "", "7", "<script>"])
@pytest.mark.parametrize("draw", ["", "3", "-1", "x", "9" * 5000])
def test_any_variant_that_is_asked_for_gives_a_page(client: TestClient, variant: str, draw: str) -> None:
    answer = client.get("/", params={"variant": variant, "draw": draw})
    assert answer.status_code == 200
    assert "<script>" not in answer.text


@pytest.mark.parametrize("draw", [1, 2, 3])
def test_another_variant_is_drawn_and_graded_by_its_own_key(file: Path, draw: int) -> None:
    desk = Desk(file)
    specimens = {desk.opened(Chosen(draw=number)).specimen for number in range(4)}
    assert len(specimens) == 4
    specimen = desk.opened(Chosen(draw=draw)).specimen
    assert specimen is not None
    told = desk.graded(Chosen(draw=draw), {part.part: to_text(part.key) for part in specimen.keys})
    assert all('class="correct"' in each for each in told.values())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"[" * 100_000, b'{"variant": 1}', b"\xff", b'{"variant":"","draw":0}']
)
def test_what_is_no_question_is_refused(client: TestClient, body: bytes) -> None:
    assert client.post("/grade", content=body).status_code == 400


def test_too_long_a_question_is_refused(client: TestClient) -> None:
    body = json.dumps({**LECTURE, "responses": {"distance": "1" * LONGEST}})
    assert client.post("/grade", content=body).status_code == 413


@pytest.mark.parametrize("pieces", [[b"1" * LONGEST, b"1"], [b"1"] * 5])
def test_however_long_a_question_is_said_to_be_no_more_of_it_is_read(client: TestClient, pieces: list[bytes]) -> None:
    sent = iter([*pieces, b"1"])
    answer = client.post("/grade", content=sent, headers={"content-length": "5", "transfer-encoding": "chunked"})
    assert answer.status_code == (413 if len(pieces) == 2 else 400)


def test_a_page_of_another_site_has_nothing_graded(client: TestClient) -> None:
    body = json.dumps({**LECTURE, "responses": {"distance": "1"}})
    for origin in ("https://example.org", "http://127.0.0.1:1", "null", "http://["):
        assert client.post("/grade", content=body, headers={"origin": origin}).status_code == 403
    assert client.post("/grade", content=body, headers={"origin": f"http://{LOOPBACK}"}).status_code == 200


@pytest.mark.parametrize("draw", [10**20, 999_999_999, -(10**20), True])
def test_however_many_variants_are_drawn_an_answer_comes(client: TestClient, draw: int) -> None:
    asked = {"variant": "", "draw": draw, "responses": {"distance": "1"}}
    assert "distance" in client.post("/grade", json=asked).json()
    assert client.get("/", params={"draw": f"{draw}"[:9]}).status_code == 200


@pytest.mark.parametrize("text", ["\ud800", "\x00\x1b[31m", "<script>alert(1)</script>", [[["<b>"]]]])
def test_whatever_is_typed_is_shown_as_text(client: TestClient, text: object) -> None:
    sent = json.dumps({**LECTURE, "responses": {"distance": text, "\udfff": text}})
    told = client.post("/grade", content=sent).json()["distance"]
    assert told.replace("\n", "").isprintable()
    assert not re.search("<script|<b>", told)


def link_to(target: str, file: Path) -> None:
    """Put a link in the place of a file."""
    file.unlink()
    file.symlink_to(target)


def pipe(file: Path) -> None:
    """Put a pipe in its place, to which nobody writes."""
    file.unlink()
    os.mkfifo(file)


def folder(file: Path) -> None:
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


def nowhere(file: Path) -> None:
    """Take away the folder in which it stands."""
    file.unlink()
    file.parent.rmdir()


def tebibyte(file: Path) -> None:
    """Make it longer than any memory."""
    os.truncate(file, 1 << 40)


REPLACEMENTS = (folder, nowhere, pipe, tebibyte, partial(link_to, "distance.yaml"), partial(link_to, "/dev/zero"))


@pytest.mark.parametrize("replacement", REPLACEMENTS)
def test_whatever_takes_the_place_of_the_file_is_a_problem_on_the_page(
    client: TestClient, file: Path, replacement: Callable[[Path], None]
) -> None:
    replacement(file)
    for way in ("/", "/variants"):
        page = client.get(way).text
        assert "distance.yaml" in page
        assert 'id="boxes"' not in page
    assert client.post("/grade", json={**LECTURE, "responses": {"distance": "1"}}).json() == {}


def test_every_stream_tells_of_a_change_however_many_there_are(file: Path) -> None:
    async def told(streams: int) -> list[list[str]]:
        stopping = asyncio.Event()
        followed = [events(Desk(file), stopping) for _ in range(streams)]
        begun = await asyncio.gather(*map(anext, followed))
        await asyncio.to_thread(file.unlink)
        gone = await asyncio.gather(*map(anext, followed))
        stopping.set()
        ended = await asyncio.gather(*(anext(each, "") for each in followed))
        return [list(each) for each in zip(begun, gone, ended, strict=True)]

    assert asyncio.run(told(300)) == [[": following\n\n", "data: saved\n\n", ""]] * 300


@pytest.mark.parametrize("host", ["example.org", "127.0.0.1.example.org", "[::1]", ""])
def test_nobody_is_answered_who_calls_by_another_name(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


def test_only_the_loopback_address_is_listened_on() -> None:
    with listening(0) as place:
        assert place.getsockname()[0] == "127.0.0.1"


def test_who_calls_before_the_server_is_up_is_not_turned_away() -> None:
    with listening(0) as place, socket.create_connection(place.getsockname(), timeout=60) as caller:
        assert caller.getpeername() == place.getsockname()
