"""A clerk pastes from Word and from WeChat, sees it cleaned, adds a picture and the stamped PDF, and shows the draft around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from community.models import Edition, Hold
from community.models.drafting import SILENT_AFTER
from tests.community.test_mechanisms import picture

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.conftest import Scene, Walker

pytestmark = pytest.mark.browser

WORD = """<html><head><style>p.MsoNormal{margin:0}</style></head><body><h1>Registering</h1>
<p class=MsoNormal style="text-indent:21pt"><b>Who</b>&nbsp;must <span style="color:red">register</span><o:p></o:p></p>
<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span> </span></span>Your passport</p>
<p class=MsoListParagraph style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o </span>and a copy</p>
<table><tr><td><p>Monday</p></td><td><p>9:00</p></td></tr></table><p><a href="javascript:alert(1)">bad</a></p></body></html>"""
WECHAT = """<section style="color:red"><section><span style="font-weight: bold;color:red">重要通知</span></section></section>
<section><p style="text-indent:2em">　　请于5月3日前办。</p><p><img data-src="https://mmbiz.qpic.cn/x.png"></p></section>
<script>alert(1)</script>"""
IN_ENGLISH = (
    "<h2>Registering</h2><p><strong>Who</strong> must register</p>"
    "<ul><li><p>Your passport</p><ul><li><p>and a copy</p></li></ul></li></ul>"
    "<table><tbody><tr><td><p>Monday</p></td><td><p>9:00</p></td></tr></tbody></table><p>bad</p>"
)
IN_CHINESE = "<p><strong>重要通知</strong></p><p>请于5月3日前办。</p>"
PASTE = """([box, html]) => { const held = new DataTransfer(); held.setData('text/html', html);
  box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: held, bubbles: true, cancelable: true })); }"""
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"


def paste(page: Page, name: str, html: str) -> None:
    box = page.locator(f"[aria-labelledby=id_{name}_label]")
    box.click()
    page.evaluate(PASTE, [box.element_handle(), html])


@pytest.mark.parametrize("window", ["zh-hans-desktop-light"], indirect=True)  # clerks work in Chinese at a desk
def test_a_clerk_pastes_attaches_and_shows_the_draft(scene: Scene, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.SITE_URL = str(tmp_path), scene.site
    clerk = scene.person("editor")
    address = pastes(clerk)
    adds_a_picture(clerk, address)
    attaches_the_order(clerk, address)
    shows_it_around(clerk, address, scene)
    is_taken_over(clerk, address, scene.person("manager"))


def pastes(clerk: Walker) -> str:
    page = clerk.go("/desk/notices/new/")
    page.wait_for_selector("html[data-editor=ready]")
    page.fill("[name=title_en]", "Registering")
    paste(page, "text_en", WORD)
    paste(page, "text_zh_hans", WECHAT)
    boxes = [page.input_value(f"[name=text_{code}]") for code in ("en", "zh_hans")]
    assert boxes == [IN_ENGLISH, IN_CHINESE]  # cleaned already here: the server does so once more
    assert "1" in page.locator(".prose-said").nth(1).inner_text()  # one picture of another site
    with page.expect_response(re.compile("autosave")):
        page.fill("[name=title_zh_hans]", "住宿登记")
    page.goto(page.url)  # the page is lost, what was typed is not
    page.wait_for_selector("html[data-editor=ready]")
    assert page.input_value("[name=title_zh_hans]") == "住宿登记"
    clerk.check()
    page.locator("form#notice .actions .btn").first.click()
    page.wait_for_url(re.compile(r"/desk/notices/[\w-]+/$"))
    edition = Edition.objects.latest("pk")
    assert edition.words("text", "en") == (
        "<h2>Registering</h2>\n<p><strong>Who</strong> must register</p>\n"
        "<ul><li>Your passport<ul><li>and a copy</li></ul></li></ul>\n"
        "<table><tbody><tr><td>Monday</td><td>9:00</td></tr></tbody></table>\n<p>bad</p>"
    )
    assert edition.words("text", "zh-hans") == "<p><strong>重要通知</strong></p>\n<p>请于5月3日前办。</p>"
    return f"/desk/notices/{edition.notice.slug}/"


def adds_a_picture(clerk: Walker, address: str) -> None:
    page = clerk.go(f"{address}draft/")
    page.wait_for_selector("html[data-editor=ready]")
    page.locator("[aria-labelledby=id_text_en_label] p").last.click()
    page.locator("[data-prose]").first.locator("[data-do=picture]").click()
    page.set_input_files("#prose-file", {"name": "hall.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    page.fill("#prose-alt-en", "The hall")
    page.locator("#prose-picture form .btn").first.click()
    page.locator("#prose-picture [data-error]").wait_for()  # not everyone reads the other language
    page.fill("#prose-alt-zh", "大厅")
    clerk.check()
    page.locator("#prose-picture form .btn").first.click()
    page.locator("[aria-labelledby=id_text_en_label] img").wait_for()
    page.locator("form#notice .actions .btn").first.click()
    page.wait_for_url(re.compile(rf"{address}$"))


def attaches_the_order(clerk: Walker, address: str) -> None:
    page = clerk.go(f"{address}files/")
    page.locator("section[aria-labelledby=documents] summary").click()
    page.set_input_files("#document_file", {"name": "order.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.fill("#document_en", "The order, stamped")
    page.fill("#document_zh_hans", "盖章文件")
    page.locator("section[aria-labelledby=documents] form[enctype] .btn").click()
    page.locator(".enclosure-documents li").wait_for()
    clerk.check()
    page.locator(".enclosure-documents .cluster a").click()
    clerk.check()


def shows_it_around(clerk: Walker, address: str, scene: Scene) -> None:
    page = clerk.go(f"{address}previews/")
    page.locator("main form button").first.click()
    link = page.input_value("#address")
    clerk.check()
    reader = scene.window()
    reader.go(link)
    shown = reader.page.locator("main").inner_text()
    assert "盖章文件" in shown or "The order, stamped" in shown
    assert "重要通知" in shown
    assert reader.page.evaluate("document.querySelector('.prose img').naturalWidth") == 40


def is_taken_over(clerk: Walker, address: str, second: Walker) -> None:
    page = clerk.go(f"{address}draft/")
    with page.expect_response(re.compile("autosave")):
        page.fill("[name=title_en]", "Registering anew")
    second.go(f"{address}draft/")
    second.page.locator("main form button").click()
    second.page.wait_for_url(re.compile("/draft/$"))
    second.check()
    page.fill("[name=title_en]", "Registering anew, and more")
    page.locator("[data-alarm]").wait_for()
    clerk.check()
    second.go(f"{address}unsaved/")
    assert "more" in second.page.locator("main").inner_text()
    assert Hold.objects.filter(heard_at__gt=timezone.now() - SILENT_AFTER).count() == 1
