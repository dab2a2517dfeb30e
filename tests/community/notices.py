"""Notices for tests: a complete draft, and one that went the whole way."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from community import publishing
from community.models import Notice

if TYPE_CHECKING:
    from community.models import Body, User

WORDS: dict[str, Any] = {
    "title_en": "A new rule",
    "title_zh_hans": "一项新规定",
    "summary_en": "What changes, in one sentence.",
    "summary_zh_hans": "一句话说明有何变化。",
    "text_en": "<h2>How</h2>\n<p>Go to the desk.</p>",
    "text_zh_hans": "<h2>如何办理</h2>\n<p>请到窗口办理。</p>",
}


def a_notice(
    body: Body,
    *,
    by: User,
    kind: str = Notice.Kind.POLICY,
    source_language: str = "en",
    without: tuple[str, ...] = (),
    key: uuid.UUID | None = None,
    **words: Any,
) -> Notice:
    """Return a draft with all its words in both languages, `without` some of them."""
    content = {**WORDS, **words, **dict.fromkeys(without, "")}
    return publishing.draft(
        body, kind=kind, topic=None, source_language=source_language, content=content, key=key or uuid.uuid4(), by=by
    )


def published(body: Body, *, by: User, approved_by: User, **about: Any) -> Notice:
    """Return a notice that one person wrote and submitted and another one published."""
    decided_as = about.pop("decided_as", "")
    notice = a_notice(body, by=by, **about)
    edition = publishing.submit(notice.editions.get(), by=by)
    publishing.publish(edition, by=approved_by, decided_as=decided_as)
    found: Notice = Notice.objects.select_related("current", "body").get(pk=notice.pk)
    return found
