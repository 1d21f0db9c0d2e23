"""The preview in a browser: what is typed is graded, and a page follows its file, keeping what was typed."""

from __future__ import annotations

import asyncio
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graders.preview.desk import Desk
from graders.shipped import shipped

if TYPE_CHECKING:
    from collections.abc import Iterator

CHROMIUM = shutil.which("chromium") or ""
DRIVER = shutil.which("chromedriver") or ""

pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed"),
    pytest.mark.filterwarnings("ignore"),  # Selenium's own
]

PATIENCE = 60
"""Seconds after which a page is given up; a page that works takes none of them."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write an exercise of one's own."""
    path = tmp_path / "mine" / "distance.yaml"
    path.parent.mkdir()
    path.write_text((Path(str(shipped("exercises"))) / "embeddings/euclidean-distance.yaml").read_text("utf-8"))
    return path


@pytest.fixture
def address(file: Path) -> Iterator[str]:
    """Serve the preview of the file."""
    import uvicorn

    from graders.cli.following import Ending, listening
    from graders.preview.server import LOOPBACK, application

    stopping = asyncio.Event()
    settings = uvicorn.Config(application(Desk(file), stopping), log_level="error", timeout_graceful_shutdown=1)
    server = Ending(settings, stopping)
    with listening(0) as place:
        running = threading.Thread(target=server.run, args=([place],))
        running.start()
        yield f"http://{LOOPBACK}:{place.getsockname()[1]}/"
        server.should_exit = True
        running.join()


@pytest.fixture
def browser() -> Iterator[Any]:
    """Start a browser without a window."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def until(browser: Any, text: str, selector: str) -> None:  # noqa: ANN401 - Selenium's
    """Wait until a place on the page says something."""
    from selenium.webdriver.support.ui import WebDriverWait

    def says(driver: Any) -> bool:  # noqa: ANN401 - Selenium's
        return text in driver.execute_script("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    WebDriverWait(browser, PATIENCE).until(says)


def test_answers_are_graded_while_typing_and_the_page_follows_the_file(
    browser: Any,  # noqa: ANN401 - Selenium's
    address: str,
    file: Path,
) -> None:
    browser.get(f"{address}?variant=lecture")
    box = browser.find_element("name", "distance")
    box.send_keys("48")
    until(browser, "You stopped before the square root.", "[data-part=distance] .told")
    box.clear()
    box.send_keys("√48")
    until(browser, "Correct", "[data-part=distance] .told")
    file.write_text(file.read_text("utf-8").replace("title: Euclidean distance", "title: How far apart"), "utf-8")
    until(browser, "How far apart", "h1")
    until(browser, "Correct", "[data-part=distance] .told")
    assert browser.find_element("name", "distance").get_attribute("value") == "√48"
    file.write_text(file.read_text("utf-8").replace("key: d\n", "key: d +\n"), "utf-8")
    until(browser, "To mend in the file", "main")
