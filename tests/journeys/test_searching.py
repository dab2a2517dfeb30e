"""Searching with the keyboard alone: what is offered while one types is chosen by arrows, taken by Enter, closed by Escape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Route

    from tests.journeys.conftest import Scene

pytestmark = pytest.mark.browser

QUIET = 250  # milliseconds: longer than the script waits before it asks
COMPOSING = "{ key: 'Enter', isComposing: true, bubbles: true, cancelable: true }"


def chosen(form: Locator) -> list[int]:
    """Return which of the offers a reader of screens is told to be chosen; the field must name the same one."""
    options = form.get_by_role("option").all()
    selected = [at for at, option in enumerate(options) if option.get_attribute("aria-selected") == "true"]
    active = form.get_by_role("combobox").get_attribute("aria-activedescendant")
    assert [options[at].get_attribute("id") for at in selected] == ([active] if active else [])
    return selected


@pytest.mark.parametrize("window", ["zh-hans-phone-dark"], indirect=True)  # the script knows neither language nor size
def test_an_offer_is_chosen_with_the_keyboard_alone(scene: Scene) -> None:
    reader = scene.window()
    page = reader.go("/search/")
    form = page.get_by_role("search")
    field, options = form.get_by_role("combobox"), form.get_by_role("option")
    field.press_sequentially("虹桥")
    options.first.wait_for()
    assert (field.get_attribute("aria-expanded"), chosen(form)) == ("true", [])
    assert page.get_by_role("listbox").get_attribute("id") == field.get_attribute("aria-controls")
    assert page.locator("form.search [role=status]").inner_text() != ""
    reader.check()  # with the list open
    last = options.count() - 1
    steps = [("ArrowDown", [0]), ("ArrowDown", [1]), ("ArrowUp", [0]), ("ArrowUp", []), ("ArrowUp", [last]), ("ArrowDown", [])]
    for key, at in steps:
        field.press(key)
        assert (key, chosen(form)) == (key, at)
    field.press("ArrowDown")
    field.press("Escape")
    options.first.wait_for(state="hidden")
    assert (field.input_value(), field.get_attribute("aria-expanded"), chosen(form)) == ("虹桥", "false", [])
    assert page.evaluate("document.activeElement.name") == "q"
    field.press("Enter")  # nothing is chosen: the words themselves are searched for
    page.wait_for_url(re.compile(r"/search/\?q="))
    reader.check()
    field.press_sequentially("镇")
    options.first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url(re.compile(r"/townships/hongqiao-town/$"))


@pytest.mark.parametrize("window", ["zh-hans-phone-dark"], indirect=True)
def test_what_is_offered_belongs_to_what_stands_there(scene: Scene) -> None:
    """Answers come late, not at all, or while an input method still writes."""
    page = scene.window().go("/search/")
    asked: list[Route] = []
    form = page.get_by_role("search")
    field, options = form.get_by_role("combobox"), form.get_by_role("option")
    page.route(re.compile("/suggestions/"), lambda route: asked.append(route))  # noqa: PLW0108  # it wants a function

    def ask(key: str) -> Route:
        before = len(asked)
        field.press(key)
        while len(asked) == before:
            page.wait_for_timeout(10)
        return asked[-1]

    def answer(route: Route, *words: str) -> None:
        route.fulfill(json={"suggestions": [{"text": word, "lang": "en", "url": "", "kind": ""} for word in words]})

    late = ask("a")
    answer(ask("b"), "<b>new</b>")
    options.first.wait_for()
    answer(late, "old")
    assert form.get_by_role("status").inner_text() != ""
    assert options.all_inner_texts() == ["<b>new</b>"]
    field.press("ArrowDown")
    for kind in ("KeyboardEvent('keydown', ", "InputEvent('input', "):  # a syllable is being written: Enter ends it, no more
        assert field.evaluate(f"(box) => box.dispatchEvent(new {kind}{COMPOSING}))") is True
    page.wait_for_timeout(QUIET)
    assert (len(asked), options.count(), page.url.endswith("/search/")) == (2, 1, True)
    field.dispatch_event("compositionend")
    page.wait_for_timeout(QUIET)
    assert len(asked) == 3
    asked[-1].abort()
    options.first.wait_for(state="hidden")
    answer(ask("c"), "one")
    options.first.wait_for()
    late = ask("d")
    field.blur()
    options.first.wait_for(state="hidden")
    answer(late, "nobody waits for this")
    page.wait_for_timeout(QUIET)
    assert not options.first.is_visible()
    answer(ask("e"), "two")
    options.first.wait_for()
    field.fill("")
    options.first.wait_for(state="hidden")
    answer(ask("f"), "a term")
    options.first.click()
    page.wait_for_url(re.compile(r"/search/\?q=a(\+|%20)term"))
    field.fill("")
    answer(ask("g"), "another term")
    options.first.wait_for()
    field.press("Enter")  # none of them was chosen
    page.wait_for_url(re.compile(r"/search/\?q=g$"))
