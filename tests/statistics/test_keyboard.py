"""The tables of a class are sorted with the keyboard alone, in a browser whose pages run no script."""

from __future__ import annotations

import shutil
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest

from graders.assignment import Student
from graders.gradebook import Box, Entry, Row
from graders.press import press
from graders.report import class_summary
from graders.statistics import summarised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHROMIUM = shutil.which("chromium") or ""
DRIVER = shutil.which("chromedriver") or ""

pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed"),
    pytest.mark.filterwarnings("ignore"),  # Selenium's own
]


@pytest.fixture
def browser() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = CHROMIUM
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


def row(name: str, mark: int) -> Row:
    entry = Entry("t/e", "E", Fraction(mark), Fraction(4))
    boxes = (Box("t/e", "p", "partly_correct", Fraction(mark), Fraction(4)),)
    return Row(Student(name.lower(), name), (entry,), boxes, (), Fraction(mark), Fraction(4))


def test_tab_and_arrow_keys_choose_the_order_of_the_students(tmp_path: Path, browser: Any) -> None:  # noqa: ANN401
    from selenium.webdriver.common.by import By
    from selenium.webdriver.common.keys import Keys

    rows = (row("Emmy", 3), row("Sofia", 1), row("Ada", 2))
    links = {each.student.id: f"{each.student.id}.html" for each in rows}
    page = tmp_path / "summary.html"
    page.write_text("".join(class_summary(summarised("T", rows), "html", press(), links=links)), encoding="utf-8")
    browser.get(page.as_uri())

    def focused() -> Any:  # noqa: ANN401 - Selenium's
        return browser.switch_to.active_element

    def shown() -> list[str]:
        return [each.text for each in browser.find_elements(By.CSS_SELECTOR, "#students ~ .sortable th a") if each.text]

    assert shown() == ["Emmy", "Sofia", "Ada"]
    browser.find_element(By.TAG_NAME, "body").click()
    while focused().get_attribute("id") != "students-by-list":
        focused().send_keys(Keys.TAB)
    focused().send_keys(Keys.ARROW_RIGHT)
    assert shown() == ["Ada", "Emmy", "Sofia"]
    focused().send_keys(Keys.ARROW_RIGHT)
    assert shown() == ["Sofia", "Ada", "Emmy"]
    focused().send_keys(Keys.TAB)
    focused().send_keys(Keys.TAB)
    assert focused().get_attribute("href").endswith("sofia.html")
