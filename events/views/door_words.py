"""What a phone at a door says: all of it in both languages at once, because it also speaks to the guest, and offline."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

LANGUAGES = ("zh-hans", "en")  # those who keep the door read Chinese first


def words() -> dict[str, dict[str, str]]:
    """Return every text by its key, for each language."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = {**_verdicts(), **_screen(), **_told()}
    return said


def _verdicts() -> dict[str, str]:
    """Return the verdicts: the guest reads them, too."""
    return {
        "welcome": _("Welcome: come in"),
        "companion": _("Late companion: come in"),
        "unlisted": _("Genuine ticket, newer than our list: come in"),
        "already": _("This ticket has been used"),
        "cancelled": _("This registration was cancelled"),
        "held": _("This registration was never confirmed"),
        "replaced": _("Old ticket: please show the newest one"),
        "wrongDay": _("Another day"),
        "wrongHall": _("Another place"),
        "elsewhere": _("A ticket for another event"),
        "calledOff": _("This date was called off"),
        "over": _("This ticket has expired: its date is over"),
        "forged": _("This ticket is not genuine"),
        "foreign": _("This is not a ticket of ours"),
        "unknownCode": _("There is no such code"),
        "walkedIn": _("Welcome: come in without a ticket"),
        "undone": _("Taken back"),
    }


def _told() -> dict[str, str]:
    """Return the lines below a verdict and in the bar; {…} is filled in by the phone."""
    return {
        "party": _("party of {n}"),
        "partyOne": _("one person"),
        "children": _("{n} of them children"),
        "since": _("inside since {time}"),
        "hereOf": _("{here} of {seats} here"),
        "yourDate": _("Your date:"),
        "askDesk": _("Please ask the organiser."),
        "online": pgettext("network", "online"),
        "offline": pgettext("network", "offline"),
        "pending": _("{n} to send"),
        "allSent": _("all sent"),
        "dataFrom": _("data {time}"),
        "inside": _("{here} of {expected} here"),
        "walkIns": _("{n} walk-ins"),
        "free": _("{n} seats free"),
        "clockOff": _("This phone's clock is off by {n} minutes. It is corrected."),
        "language-en": _("speaks English"),
        "language-zh-hans": _("speaks Chinese"),
        "initials": _("initials {text}"),
    }


def _screen() -> dict[str, str]:
    """Return buttons, labels and notices."""
    return {
        "title": _("Check-in"),
        "scan": _("Scan a ticket"),
        "next": _("Scan the next"),
        "code": _("Type the code"),
        "codeLabel": _("Code on the ticket"),
        "check": pgettext("a ticket", "Check"),
        "name": _("Find by name"),
        "nameLabel": _("Name or pinyin"),
        "find": _("Find"),
        "nameOffline": _("Names are not kept on this phone. Finding by name needs a network."),
        "nameNone": _("Nobody found by this name."),
        "nameOften": _("Too many searches. Wait a minute."),
        "walkIn": _("Walk-in"),
        "walkInLabel": _("How many come in without a ticket?"),
        "undo": _("Undo the last"),
        "close": _("Close"),
        "fewer": _("one fewer"),
        "more": _("one more"),
        "noCamera": _("The camera can't be used. Type the code, or allow the camera in the browser's settings."),
        "wechat": _("WeChat can't keep this page. Open it in the phone's browser: menu at the top right."),
        "point": _("Point the camera at the code"),
        "notLoaded": _("The list is not on this phone yet. Open this page once with a network."),
        "ended": _("This link has ended. Ask the organiser for a new one; what was recorded stays here until it is sent."),
        "keep": _("On this phone. It works without a network from now on."),
        "list": _("Recorded here last"),
        "nothing": _("Nothing recorded yet."),
    }
