"""The tables of the ground floor, one noun a file."""

from community.models.audience import EditionAudience, Trait
from community.models.audit import AuditEntry
from community.models.banner import Banner
from community.models.body import Body
from community.models.calendar import CalendarDay, CalendarYear
from community.models.change import Change, DigestRun, Notification
from community.models.contact import Consent, Contact, Profile
from community.models.drafting import Hold, Unsaved
from community.models.edition import Edition
from community.models.enclosure import Enclosure
from community.models.file import File
from community.models.glossary import GlossaryTerm
from community.models.link import Link
from community.models.membership import Invitation, Membership
from community.models.message import Delivery, Message
from community.models.notice import Notice, Topic
from community.models.place import Place, SpokenLanguage
from community.models.programme import Programme
from community.models.search import SearchEntry, SearchMiss, SearchWord, SearchWording
from community.models.source import EditionSource
from community.models.subscription import Subscriber, Subscription
from community.models.supersession import Supersession
from community.models.township import Figure, Township, TownshipFact
from community.models.translation import Translation, TranslationState
from community.models.user import User
from community.models.web import WebAddress, WebUse

__all__ = [
    "AuditEntry",
    "Banner",
    "Body",
    "CalendarDay",
    "CalendarYear",
    "Change",
    "Consent",
    "Contact",
    "Delivery",
    "DigestRun",
    "Edition",
    "EditionAudience",
    "EditionSource",
    "Enclosure",
    "Figure",
    "File",
    "GlossaryTerm",
    "Hold",
    "Invitation",
    "Link",
    "Membership",
    "Message",
    "Notice",
    "Notification",
    "Place",
    "Profile",
    "Programme",
    "SearchEntry",
    "SearchMiss",
    "SearchWord",
    "SearchWording",
    "SpokenLanguage",
    "Subscriber",
    "Subscription",
    "Supersession",
    "Topic",
    "Township",
    "TownshipFact",
    "Trait",
    "Translation",
    "TranslationState",
    "Unsaved",
    "User",
    "WebAddress",
    "WebUse",
]
