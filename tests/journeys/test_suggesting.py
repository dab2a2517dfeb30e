"""A guest suggests and is answered by an officer; a moderator lets others read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from feedback.models import Suggestion
from tests.journeys.conftest import in_every_window

if TYPE_CHECKING:
    from tests.journeys.conftest import Scene, Walker

pytestmark = pytest.mark.browser

WORDS = {
    "en": "The reading room closes before anyone comes home from work.",
    "zh-hans": "阅览室关门太早，下班后无法使用，希望延长开放时间。",
}
ANSWERS = {
    "en": "From the first of next month it stays open until nine on weekdays.",
    "zh-hans": "您好，自下月一日起，阅览室工作日延长开放至晚上九点。",
}


def suggest(walker: Walker, words: str, *, public: bool = False, email: str = "") -> Suggestion:
    """Fill in the form, the way it stands on the page, and send it."""
    page = walker.go("/feedback/new/")
    page.select_option("select[name=township]", "huacao")
    page.select_option("select[name=category]", "community")
    page.fill("textarea[name=text]", words)
    page.locator(f"input[name=answer_language][value={walker.scene.language}]").check(force=True)
    if email:
        page.fill("input[name=email]", email)
    if public:
        page.locator("input[name=public_wish]").check(force=True)
    page.locator("form#suggestion button.btn-speak").click()
    page.wait_for_url(re.compile("/thanks/"))
    walker.check()
    return Suggestion.objects.get(imported=False)


@in_every_window
def test_a_guest_suggests_and_is_answered_by_an_officer(scene: Scene) -> None:
    guest = scene.window()
    words, answer = WORDS[scene.language], ANSWERS[scene.language]
    suggestion = suggest(guest, words, email="guest@mail.example")
    assert suggestion.desk is not None
    assert (suggestion.reference[:3], suggestion.desk.slug, suggestion.language) == ("HC-", "huacao", scene.language)
    secret = guest.page.locator("#secret").inner_text()
    guest.go(re.sub(r"https?://[^/]+", "", secret))
    assert words in guest.page.locator("main").inner_text()

    officer = scene.person("officer")
    officer.go("/desk/")
    officer.page.locator(f"main a[href*='{suggestion.reference}']").first.click()
    officer.check()
    officer.page.locator("form[action$='/assignment/'] button").click()
    officer.page.locator("form#answer").wait_for()
    officer.page.locator(f"form#answer input[name=language][value={scene.language}]").check(force=True)
    officer.page.fill("form#answer textarea[name=text]", answer)
    officer.page.locator("form#answer button[name=submit]").click()
    officer.page.locator("section[aria-labelledby=waiting]").wait_for()
    officer.check()
    assert officer.page.locator("form[action$='/release/']").count() == 0

    manager = scene.person("manager")
    manager.go(f"/desk/suggestions/{suggestion.reference}/")
    manager.page.locator("form[action$='/release/'] button").click()
    manager.page.locator("form[action$='/release/']").wait_for(state="detached")
    manager.check()

    guest.page.reload()
    guest.check()
    assert answer in guest.page.locator("main").inner_text()
    assert answer in scene.letters("guest@mail.example")[-1]


@in_every_window
def test_a_moderator_releases_a_public_suggestion(scene: Scene) -> None:
    words = WORDS[scene.language]
    guest = scene.window()
    suggestion = suggest(guest, words, public=True)
    stranger = scene.window()
    stranger.go("/feedback/")
    assert words[:20] not in stranger.page.locator("main").inner_text()
    stranger.go(f"/feedback/{suggestion.reference}/")
    assert words not in stranger.page.locator("main").inner_text()

    moderator = scene.person("moderator")
    moderator.go("/desk/moderation/")
    moderator.page.locator(f"main a[href*='{suggestion.reference}']").first.click()
    moderator.page.locator("form#copy").wait_for()
    moderator.check()
    moderator.page.locator("form#copy button.btn-speak").click()
    moderator.page.locator("form#copy").wait_for(state="detached")
    moderator.check()

    stranger.go(f"/feedback/{suggestion.reference}/")
    assert words in stranger.page.locator("main").inner_text()
    stranger.go("/townships/huacao/")
    assert suggestion.reference in stranger.page.content()
