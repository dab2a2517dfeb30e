"""The emergency banner: above every page at once, in both languages, and gone by itself."""

from __future__ import annotations

import uuid
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.db import IntegrityError, transaction

from community import warning
from community.models import AuditEntry, Banner
from portal import banners

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from community.models import Body, User

PAGES = ("", "notices/", "events/", "feedback/", "account/login/", "privacy/", "no-such-page/")
TYPHOON = {"en": "Typhoon tonight: stay inside.", "zh-hans": "今晚有台风，请勿外出。"}


def typed(**changes: Any) -> dict[str, Any]:
    words = {"text_en": TYPHOON["en"], "text_zh_hans": TYPHOON["zh-hans"]}
    return {**words, "township": "", "hours": "3", "key": str(uuid.uuid4()), **changes}


@pytest.fixture
def banner(cast: dict[str, User], bodies: dict[str, Body]) -> Banner:
    return warning.warn(TYPHOON, township=bodies["huacao"], lasting=timedelta(hours=1), key=uuid.uuid4(), by=cast["admin"])


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_it_stands_above_every_page_in_the_readers_language(
    client: Client, banner: Banner, bodies: dict[str, Body], language: str
) -> None:
    for path in PAGES:
        page = client.get(f"/{language}/{path}").content.decode()
        assert TYPHOON[language] in page, path
        assert {"en": "Huacao Town", "zh-hans": "华漕镇"}[language] in page


def test_a_page_kept_for_visitors_does_not_hide_it(
    settings: Any,
    client: Client,
    signed_in: Callable[[str], Client],
    django_capture_on_commit_callbacks: Any,
    bodies: dict[str, Body],
) -> None:
    settings.PAGES_KEPT_FOR = 60
    client.get("/en/")
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in("admin").post("/en/desk/banners/", typed())
    assert answer.status_code == 302
    assert TYPHOON["en"] in client.get("/en/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in("second_admin").post(f"/en/desk/banners/{Banner.objects.get().pk}/end/")
    assert TYPHOON["en"] not in client.get("/en/").content.decode()


def test_it_ends_by_itself_although_it_is_kept_for_seconds(banner: Banner, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [shown.text for shown in banners.shown()] == [TYPHOON["en"]]
    monkeypatch.setattr(banners, "timezone", SimpleNamespace(now=lambda: banner.ends_at))
    assert banners.shown() == []
    assert not Banner.objects.up(banner.ends_at).exists()


def test_one_form_raises_one_banner_and_a_missing_language_none(
    signed_in: Callable[[str], Client], bodies: dict[str, Body]
) -> None:
    admin, form = signed_in("admin"), typed(township=str(bodies["huacao"].pk))
    for _twice in range(2):
        admin.post("/en/desk/banners/", form)
    half = admin.post("/en/desk/banners/", typed(text_zh_hans=""))
    assert half.status_code == 422
    assert TYPHOON["en"] in half.content.decode()
    assert Banner.objects.count() == 1
    assert AuditEntry.objects.filter(verb="banner.raised").count() == 1


def test_taking_it_down_twice_says_so(cast: dict[str, User], banner: Banner) -> None:
    warning.take_down(banner, by=cast["second_admin"])
    with pytest.raises(warning.AlreadyDown):
        warning.take_down(banner, by=cast["second_admin"])
    with pytest.raises(warning.WarningRefused):
        warning.take_down(banner, by=cast["manager"])


def test_the_database_refuses_a_banner_in_one_language(banner: Banner) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Banner.objects.filter(pk=banner.pk).update(text_zh_hans="")
