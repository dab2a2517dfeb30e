"""An alliance admin writes a notice, a second one publishes it, everyone reads it in both languages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.conftest import Scene

pytestmark = pytest.mark.browser

TITLES = {"en": "Residence desk moves to Jidi Road", "zh-hans": "居留窗口迁至纪翟路"}


def test_an_admin_publishes_a_notice_that_appears_in_both_languages(scene: Scene) -> None:
    writer = scene.person("admin")
    page = writer.go("/desk/notices/new/")
    for code, title in TITLES.items():
        suffix = code.replace("-", "_")
        page.fill(f"[name=title_{suffix}]", title)
        page.fill(f"[name=summary_{suffix}]", f"{title}。")
        page.fill(f"[name=text_{suffix}]", f"## {title}\n\n- {title}")
        page.fill(f"[name=affects_{suffix}]", title)
    page.fill("[name=issued]", "2026-11")
    page.locator("form#notice .actions button").click()
    page.wait_for_url(re.compile(r"/desk/notices/[\w-]+/$"))
    writer.check()
    slug = page.url.rstrip("/").rpartition("/")[2]
    page.locator("form[action$='/submission/'] button").click()
    page.locator("form[action$='/submission/']").wait_for(state="detached")
    writer.check()
    assert page.locator("form[action$='/publication/']").count() == 0

    reader = scene.window()
    reader.go("/notices/")
    assert TITLES[scene.language] not in reader.page.locator("main").inner_text()

    second = scene.person("second_admin")
    second.go(f"/desk/notices/{slug}/")
    second.page.locator("form[action$='/publication/'] button").click()
    second.page.locator("form[action$='/publication/']").wait_for(state="detached")
    second.check()

    reader.go("/notices/")
    assert TITLES[scene.language] in reader.page.locator("main").inner_text()
    for code, title in TITLES.items():
        reader.page.goto(f"/{code}/notices/{slug}/")
        assert reader.page.locator("h1").inner_text().strip() == title
