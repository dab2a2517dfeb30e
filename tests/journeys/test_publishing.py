"""A notice's whole life: followed by a reader, written, published by a second person, mailed, changed, and told on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from community import announcing
from tests.journeys.conftest import in_every_window

if TYPE_CHECKING:
    from tests.journeys.conftest import Scene, Walker

pytestmark = pytest.mark.browser

READER = "newcomer@mail.example"
TITLES = {"en": "Residence desk moves to Jidi Road", "zh-hans": "居留窗口迁至纪翟路"}


def follow(scene: Scene) -> Walker:
    """Follow all notices as a guest does: the form, the mail, its button, one's own page."""
    reader = scene.window()
    page = reader.go("/subscriptions/")
    page.fill("[name=email]", READER)
    page.locator("form#subscribe .actions button").click()
    page.wait_for_url(re.compile("/subscriptions/sent/"))
    reader.check()
    asked = re.search(r"https?://[^/\s]+(/[\w-]+/l/[\w-]+/)", scene.letters(READER)[0])
    assert asked is not None
    reader.page.goto(asked[1])
    reader.check()
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"/subscriptions/\w{40,}/"))
    reader.check()
    return reader


def publish(scene: Scene, slug: str) -> None:
    """Let the second person publish what was submitted; its writer can't."""
    second = scene.person("second_admin")
    second.go(f"/desk/notices/{slug}/")
    second.page.locator("form[action$='/publication/'] button").click()
    second.page.locator("form[action$='/publication/']").wait_for(state="detached")
    second.check()


@in_every_window
def test_an_admin_publishes_a_notice_that_appears_in_both_languages_and_is_told_again_when_it_changes(scene: Scene) -> None:
    reader = follow(scene)
    writer = scene.person("admin")
    page = writer.go("/desk/notices/new/")
    first = "en" if scene.language == "zh-hans" else "zh-hans"  # so that this reader reads the translation
    page.select_option("[name=source_language]", first)
    for code, title in TITLES.items():
        suffix = code.replace("-", "_")
        page.fill(f"[name=title_{suffix}]", title)
        page.fill(f"[name=summary_{suffix}]", f"{title}。")
        page.fill(f"[name=affects_{suffix}]", title)
    page.fill("[name=issued]", "2026-11")
    page.fill("[name=effective_from]", "2026-11-01")
    page.locator("form#notice .actions button").click()
    page.wait_for_url(re.compile(r"/desk/notices/[\w-]+/$"))
    writer.check()
    slug = page.url.rstrip("/").rpartition("/")[2]
    page.locator("form[action$='/submission/'] button").click()
    page.locator("form[action$='/submission/']").wait_for(state="detached")
    writer.check()
    assert page.locator("form[action$='/publication/']").count() == 0
    reader.go("/notices/")
    assert TITLES[scene.language] not in reader.page.locator("main").inner_text()
    publish(scene, slug)
    reader.go("/notices/")
    assert TITLES[scene.language] in reader.page.locator("main").inner_text()
    for code, title in TITLES.items():
        reader.page.goto(f"/{code}/notices/{slug}/")
        assert reader.page.locator("h1").inner_text().strip() == title
    assert told(scene) == [TITLES[scene.language]]

    amend(writer, slug, first)
    publish(scene, slug)
    assert told(scene) == [TITLES[scene.language]] * 2
    reader.go(f"/notices/{slug}/")
    behind = {"en": "The original has changed since this translation was made.", "zh-hans": "本译文完成后，原文已有修订。"}
    assert behind[scene.language] in reader.page.locator("main").inner_text()
    reader.page.locator(".share > summary").click()
    reader.check()
    reader.page.emulate_media(media="print")
    assert reader.page.locator(".way-back").is_visible()
    assert not reader.page.locator(".share").is_visible()
    reader.page.emulate_media(media="screen")
    reader.go(f"/notices/{slug}/history/")
    assert f"NEW {scene.language}" in reader.page.locator("main").inner_text()
    reader.go("/notices/timeline/")
    assert TITLES[scene.language] in reader.page.locator("main").inner_text()


def amend(writer: Walker, slug: str, first: str) -> None:
    """Hand in a major change of the original alone: its translation is behind, and says so."""
    page = writer.go(f"/desk/notices/{slug}/")
    page.locator("form[action$='/revision/'] button").click()
    page.wait_for_url(re.compile("/draft/"))
    writer.check()
    page.fill(f"[name=summary_{first.replace('-', '_')}]", f"{TITLES[first]}！")
    page.select_option("[name=significance]", "major")
    for code in TITLES:
        page.fill(f"[name=change_note_{code.replace('-', '_')}]", f"NEW {code}")
    page.locator("form#notice .actions button").click()
    page.wait_for_url(re.compile(r"/desk/notices/[\w-]+/$"))
    page.locator("form[action$='/submission/'] button").click()
    page.locator("form[action$='/submission/']").wait_for(state="detached")


def told(scene: Scene) -> list[str]:
    """Let the worker tell and send; return the titles of all that reached the reader as notices."""
    announcing.tell_due()
    scene.deliver()
    title = TITLES[scene.language]
    return [title for letter in scene.letters(READER) if title in letter and "/notices/" in letter]
