"""The floor: a bare Django project with one view of three queries, under the middleware any site has.

It is what a page costs before a site does anything of its own. It shares the measured site's database and server
program, and nothing else.
"""

from __future__ import annotations

import os
from typing import ClassVar

import dj_database_url
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = 200
SHOWN = 20

TEMPLATE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ one.title }}</title></head><body>
<header><a href="/">Floor</a> {{ user }} {{ request.path }}</header><main><h1>{{ one.title }}</h1><p>{{ one.text }}</p>
<p>{{ count }} in all</p><ul>{% for item in items %}<li><a href="/{{ item.pk }}/">{{ item.title }}</a>
<span>{{ item.made_at|date:"Y-m-d H:i" }}</span><p>{{ item.text|truncatewords:12 }}</p></li>{% endfor %}</ul>
</main></body></html>"""

settings.configure(
    SECRET_KEY="the floor holds no secret: it serves numbers on localhost",  # noqa: S106
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": dict(dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600))},
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()


class Item(models.Model):
    """A row to read."""

    title = models.CharField(max_length=100)
    text = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Item]] = models.Manager()

    class Meta:
        app_label = "floor"
        db_table = "bench_floor_item"

    def __str__(self) -> str:
        return self.title


def page(request: HttpRequest) -> HttpResponse:
    """Show a list, a count and one row: three queries and a template."""
    rows = Item.objects.order_by("-pk")
    return HttpResponse(template.render({"items": rows[:SHOWN], "count": rows.count(), "one": rows.last()}, request))


def lay() -> None:
    """Make the table and its rows."""
    with connection.schema_editor() as editor:
        editor.create_model(Item)
    words = "A floor is what one stands on before anything is built above it. " * 3
    Item.objects.bulk_create(Item(title=f"Row {number}", text=words) for number in range(ROWS))


template = engines["django"].from_string(TEMPLATE)
urlpatterns = [path("", page)]
application = get_wsgi_application()

if __name__ == "__main__":
    lay()
