"""The frame of every mail, in both forms and both languages."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

HTML = """{% extends "emails/base.html" %}{% block content %}<h1>{{ title }}</h1>
{% include "emails/button.html" with url="https://example.org/l/abc/" text=title only %}{% endblock %}"""
TEXT = """{% extends "emails/base.txt" %}{% block content %}{{ title }}{% endblock %}"""


@pytest.mark.parametrize(
    ("language", "attribute", "name"), [("en", "en", "Township Portal"), ("zh-hans", "zh-Hans", "街镇服务门户")]
)
def test_an_html_mail_carries_its_language_and_says_who_writes(language: str, attribute: str, name: str) -> None:
    with translation.override(language):
        mail = Template(HTML).render(Context({"title": "Tea & cake"}))

    assert f'<html lang="{attribute}">' in mail
    assert name in mail
    assert "<h1>Tea &amp; cake</h1>" in mail
    assert mail.count("https://example.org/l/abc/") == 2  # as a button and written out


def test_an_html_mail_loads_nothing() -> None:
    mail = Template(HTML).render(Context({"title": "Tea"}))

    assert "src=" not in mail
    assert "<link" not in mail


def test_a_text_mail_is_not_escaped() -> None:
    mail = Template(TEXT).render(Context({"title": "Tea & <cake>"}))

    assert mail.startswith("Tea & <cake>\n\n--\n")
    assert "110" in mail
