"""The top of the house: composes the packages into one site and is imported by none of them.

Belongs here: settings, the table of contents of URLs, Celery and its schedule, the chrome (base templates, ui
components, static files), pages that show more than one package (home, township front page, search, desk, account),
the demo, health. Does not belong here: a rule about people, notices, events or suggestions.
May import: community, events, feedback.
"""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
