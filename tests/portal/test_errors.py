"""Error pages: the right status, both languages, and no dependence on what may be broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client, RequestFactory
from django.urls import path

from portal import errors
from portal.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.pages import assert_well_formed, headings

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("as a test")


urlpatterns = [*urlpatterns, path("broken/", broken)]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "words"), [("en", "There is no page at this address"), ("zh-hans", "没有找到这个页面")])
def test_a_missing_page_answers_in_the_language_of_the_address(client: Client, language: str, words: str) -> None:
    response = client.get(f"/{language}/no-such-page/")

    assert response.status_code == 404
    assert headings(response) == [words]
    assert_well_formed(response)


@pytest.mark.django_db
def test_a_missing_page_still_offers_the_other_language(client: Client) -> None:
    response = client.get("/en/no-such-page/?q=tea")

    assert 'href="/zh-hans/no-such-page/?q=tea"' in response.content.decode()


def test_the_page_for_our_own_faults_needs_no_database_and_speaks_both_languages() -> None:
    response = errors.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert len(headings(response)) == 1
    assert "Something broke on our side" in response.content.decode()
    assert "我们这边出错了" in response.content.decode()
    assert_well_formed(response)


@pytest.mark.urls(__name__)
def test_a_broken_view_gives_that_page() -> None:
    response = Client(raise_request_exception=False).get("/broken/")

    assert response.status_code == 500
    assert "我们这边出错了" in response.content.decode()


def test_a_damaged_address_is_refused_in_both_languages(client: Client) -> None:
    response = client.get("/en/?q=%00")

    assert response.status_code == 400
    assert "无法识别该请求" in response.content.decode()
    assert_well_formed(response)


@pytest.mark.django_db
def test_an_expired_form_says_how_to_send_it_again() -> None:
    response = Client(enforce_csrf_checks=True).post("/zh-hans/account/login/", {"login": "a@example.org"})

    assert response.status_code == 403
    assert headings(response) == ["请重新提交"]
    assert_well_formed(response)


@pytest.mark.django_db
def test_a_refusal_wears_the_chrome(rf: RequestFactory) -> None:
    response = errors.permission_denied(rf.get("/en/"))

    assert response.status_code == 403
    assert headings(response) == ["This is not open to you"]
