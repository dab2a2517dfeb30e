"""Searching with the keyboard alone: what is offered while one types is chosen by arrows, taken by Enter, closed by Escape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.journeys.conftest import Scene

pytestmark = pytest.mark.browser


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
