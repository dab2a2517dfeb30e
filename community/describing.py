"""Says of pages in schema.org's words what they are, for machines that read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from community import prose
from community.models import Notice

if TYPE_CHECKING:
    from community.models import Body, Place
    from community.models.reading import Reading

CONTEXT = "https://schema.org"


def office(body: Body) -> dict[str, Any]:
    """Return an office as the one who speaks or serves."""
    return {"@type": "GovernmentOrganization", "name": body.full_name}


def located(place: Place) -> dict[str, Any]:
    """Return where something is: its name and its address."""
    address = {
        "@type": "PostalAddress",
        "addressLocality": "Shanghai",
        "addressCountry": "CN",
        "streetAddress": place.address or "",
    }
    return {"@type": "Place", "name": str(place.name), "address": address}


def of_place(place: Place) -> list[dict[str, Any]]:
    """Return what a published place is: an office that serves people, or somewhere to go; a point only where it is exact."""
    found = {
        "@context": CONTEXT,
        **located(place),
        "@type": "GovernmentOffice" if place.is_service else "Place",
        "url": settings.SITE_URL + reverse("community:place", args=[place.slug]),
        "description": str(place.summary or ""),
        "telephone": place.phone,
    }
    if place.latitude is not None and not place.approximate:
        found["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return [{name: said for name, said in found.items() if said}]


def of_notice(notice: Notice, reading: Reading) -> list[dict[str, Any]]:
    """Return what a published notice is: something an office does for people, or a text; and its questions, if it asks any."""
    edition = reading.edition
    address = settings.SITE_URL + reverse("community:notice", args=[notice.slug])
    if edition.service_url or notice.kind == Notice.Kind.ASSISTANCE:
        channel = (
            {"availableChannel": {"@type": "ServiceChannel", "serviceUrl": edition.service_url}} if edition.service_url else {}
        )
        about = {"@type": "GovernmentService", "name": reading.title, "provider": office(notice.body), **channel}
    else:
        about = {"@type": "Article", "headline": reading.title, "publisher": office(notice.body), "inLanguage": reading.language}
        about |= {"datePublished": edition.public_on.isoformat()} if edition.public_on else {}
    found: list[dict[str, Any]] = [{"@context": CONTEXT, **about, "description": reading.summary, "url": address}]
    if asked := prose.questions(reading.text):
        questions = [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in asked
        ]
        found.append({"@context": CONTEXT, "@type": "FAQPage", "url": address, "mainEntity": questions})
    return found
