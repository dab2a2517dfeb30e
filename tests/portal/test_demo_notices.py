"""The notices that only the demo has: each shows something that real ones rarely have all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from community import announcing
from community.models import Change, Delivery, Notice, Subscription, Supersession, WebUse
from portal.demo import cast as demo_cast
from portal.demo import notices

if TYPE_CHECKING:
    from community.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def people() -> dict[str, User]:
    call_command("load_facts", verbosity=0)
    return demo_cast.gather("a long enough password")


def test_a_visitor_sees_each_kind_of_change_and_the_mails_wait(people: dict[str, User]) -> None:
    notices.invent(timezone.now())
    counts = Notice.objects.count(), Change.objects.count(), Subscription.objects.count(), Supersession.objects.count()
    notices.invent(timezone.now())
    again = Notice.objects.count(), Change.objects.count(), Subscription.objects.count(), Supersession.objects.count()
    assert again == counts
    invented = Notice.objects.filter(is_demo=True)
    assert invented.count() == len(notices.NOTICES)
    page = Client().get("/en/notices/timeline/").content.decode()
    for words in ("Replaced by another notice", "Last day of the transition", "Replaced by:"):
        assert words in page
    winter = Client().get(f"/en/notices/{invented.get(key=notices._key('winter')).slug}/").content.decode()  # noqa: SLF001
    for words in ("Invented for the demo: nothing here is a rule.", "What has changed", "Replaces:", "Bring your passport."):
        assert words in winter
    broken = WebUse.objects.broken().kept_by(people["editor"])
    assert {use.address.url for use in broken} == {notices.GONE}
    announcing.tell_due()
    assert Delivery.objects.filter(address="resident@demo.example", message__kind="notice").exists()
