"""All tables as they stood on 2026-11-22, for a new site: the steps one by one take minutes. Old sites go on by the steps."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import community.models.file
import community.models.subscription
from community.migrations._at_once import MakeTables

search_index = import_module("community.migrations.0004_search_index")
words_apart = import_module("community.migrations.0019_search_words_apart")


class Migration(migrations.Migration):
    replaces = [
        ("community", "0001_initial"),
        ("community", "0002_townships_places_programmes"),
        ("community", "0003_notices_editions"),
        ("community", "0004_search_index"),
        ("community", "0005_invitation_by_command"),
        ("community", "0006_working_days"),
        ("community", "0007_editions_scheduled_forced_taken_back"),
        ("community", "0008_banners"),
        ("community", "0009_audiences"),
        ("community", "0010_subscriptions"),
        ("community", "0011_law_in_time"),
        ("community", "0012_links"),
        ("community", "0013_texts_as_html"),
        ("community", "0014_links_of_all_packages"),
        ("community", "0015_translation_desk"),
        ("community", "0016_invented_notices"),
        ("community", "0017_search_grown"),
        ("community", "0018_drafts_enclosures_reviews"),
        ("community", "0019_search_words_apart"),
    ]

    initial = True

    dependencies = [("auth", "0012_alter_user_first_name_max_length"), ("contenttypes", "0002_remove_content_type_name")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=60)),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("subject", models.CharField(max_length=300)),
                        ("text", models.TextField()),
                        ("html", models.TextField(blank=True)),
                        (
                            "sensitive",
                            models.BooleanField(
                                default=False, help_text="Holds a code or a link that opens something: emptied once sent."
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("purged_at", models.DateTimeField(blank=True, null=True)),
                        ("key", models.CharField(blank=True, max_length=100, null=True, unique=True)),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(max_length=20)),
                        ("item_id", models.BigIntegerField()),
                        ("address", models.CharField(max_length=300)),
                        ("visible_from", models.DateTimeField(blank=True, null=True)),
                        ("visible_until", models.DateTimeField(blank=True, null=True)),
                        ("sort_at", models.DateTimeField(blank=True, null=True)),
                        ("over_from", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name_plural": "search entries",
                    },
                ),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("text", models.CharField(max_length=60, unique=True)),
                        ("reading", models.CharField(db_index=True, max_length=60)),
                    ],
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "verbose_name": "topic",
                        "verbose_name_plural": "topics",
                        "ordering": ["position", "slug"],
                    },
                ),
                migrations.CreateModel(
                    name="User",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="email")),
                        ("is_active", models.BooleanField(default=True)),
                        ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("desk_seen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "account",
                        "verbose_name_plural": "accounts",
                    },
                ),
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("alliance", "alliance"),
                                    ("city", "city"),
                                    ("bureau", "bureau"),
                                    ("district", "district"),
                                    ("department", "department"),
                                    ("township", "township"),
                                    ("partner", "partner"),
                                    ("committee", "residents' committee"),
                                    ("outside", "subdistrict outside the alliance"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "code",
                            models.CharField(
                                blank=True,
                                help_text="Begins the references of suggestions.",
                                max_length=4,
                                null=True,
                                unique=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_pinyin", models.CharField(blank=True, editable=False, max_length=400)),
                        ("phone", models.CharField(blank=True, max_length=60)),
                        ("source", models.URLField(blank=True, max_length=500)),
                        ("source_date", models.CharField(blank=True, max_length=10)),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        ("active", models.BooleanField(default=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "body",
                        "verbose_name_plural": "bodies",
                        "ordering": ["kind", "slug"],
                    },
                ),
                migrations.CreateModel(
                    name="Banner",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("text", models.CharField(max_length=300, verbose_name="text")),
                        ("text_en", models.CharField(max_length=300, null=True, verbose_name="text")),
                        ("text_zh_hans", models.CharField(max_length=300, null=True, verbose_name="text")),
                        ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ends_at", models.DateTimeField()),
                        ("taken_down_at", models.DateTimeField(blank=True, null=True)),
                        ("key", models.UUIDField(editable=False, unique=True)),
                        (
                            "raised_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "taken_down_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "banner",
                        "verbose_name_plural": "banners",
                    },
                ),
                migrations.CreateModel(
                    name="AuditEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ("actor_label", models.CharField(blank=True, max_length=200)),
                        ("verb", models.CharField(max_length=60)),
                        ("target_id", models.BigIntegerField()),
                        ("target_label", models.CharField(blank=True, max_length=200)),
                        ("fields", models.JSONField(default=list)),
                        ("values", models.JSONField(default=dict)),
                        (
                            "actor",
                            models.ForeignKey(
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "target_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "audit entries",
                    },
                ),
                migrations.CreateModel(
                    name="CalendarDay",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "day",
                            models.DateField(
                                error_messages={"unique": "This day is in the table already: take it out first."},
                                unique=True,
                                verbose_name="day",
                            ),
                        ),
                        ("works", models.BooleanField(verbose_name="is a working day")),
                        ("note", models.CharField(max_length=120, verbose_name="why")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["day"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarYear",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="year")),
                        ("source", models.URLField(max_length=500, verbose_name="source")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["year"],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="email")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                                default="en",
                                max_length=10,
                                verbose_name="language of mails",
                            ),
                        ),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="contact",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("document", models.CharField(max_length=40)),
                        ("version", models.CharField(max_length=20)),
                        ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="community.contact"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DigestRun",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[("at_once", "at once"), ("daily", "once a day"), ("weekly", "once a week")], max_length=8
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        ("begun_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reached", models.BigIntegerField(default=0)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "verbose_name": "digest run",
                        "verbose_name_plural": "digest runs",
                        "constraints": [
                            models.UniqueConstraint(fields=("rhythm", "until"), name="digest_once"),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("since"))),
                                name="digest_ends_after_it_begins",
                                violation_error_message="A digest ends after it begins.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("number", models.PositiveSmallIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("submitted", "waiting to be published"),
                                    ("scheduled", "scheduled"),
                                    ("published", "published"),
                                    ("superseded", "superseded"),
                                    ("withdrawn", "withdrawn"),
                                    ("archived", "archived"),
                                    ("gone", "published in error"),
                                ],
                                default="draft",
                                max_length=12,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "significance",
                            models.CharField(
                                choices=[
                                    ("typographic", "typographic correction"),
                                    ("minor", "minor change"),
                                    ("major", "major change"),
                                ],
                                default="major",
                                max_length=12,
                                verbose_name="significance",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_zh_hans", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("text_en", models.TextField(blank=True, null=True, verbose_name="text")),
                        ("text_zh_hans", models.TextField(blank=True, null=True, verbose_name="text")),
                        ("affects", models.CharField(blank=True, max_length=400, verbose_name="who is concerned")),
                        ("affects_en", models.CharField(blank=True, max_length=400, null=True, verbose_name="who is concerned")),
                        (
                            "affects_zh_hans",
                            models.CharField(blank=True, max_length=400, null=True, verbose_name="who is concerned"),
                        ),
                        ("penalty", models.CharField(blank=True, max_length=400, verbose_name="what happens otherwise")),
                        (
                            "penalty_en",
                            models.CharField(blank=True, max_length=400, null=True, verbose_name="what happens otherwise"),
                        ),
                        (
                            "penalty_zh_hans",
                            models.CharField(blank=True, max_length=400, null=True, verbose_name="what happens otherwise"),
                        ),
                        ("change_note", models.CharField(blank=True, max_length=400, verbose_name="what changed")),
                        ("change_note_en", models.CharField(blank=True, max_length=400, null=True, verbose_name="what changed")),
                        (
                            "change_note_zh_hans",
                            models.CharField(blank=True, max_length=400, null=True, verbose_name="what changed"),
                        ),
                        ("caution", models.TextField(blank=True, verbose_name="what a careful reader should know")),
                        ("caution_en", models.TextField(blank=True, null=True, verbose_name="what a careful reader should know")),
                        (
                            "caution_zh_hans",
                            models.TextField(blank=True, null=True, verbose_name="what a careful reader should know"),
                        ),
                        ("issuing_body_name", models.CharField(blank=True, max_length=300, verbose_name="issuing body")),
                        (
                            "issuing_body_name_en",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="issuing body"),
                        ),
                        (
                            "issuing_body_name_zh_hans",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="issuing body"),
                        ),
                        ("document_number", models.CharField(blank=True, max_length=120, verbose_name="document number")),
                        ("issued_on", models.DateField(blank=True, null=True)),
                        (
                            "issued_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        ("issued_note", models.CharField(blank=True, max_length=200, verbose_name="note on the date of issue")),
                        (
                            "issued_note_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="note on the date of issue"),
                        ),
                        (
                            "issued_note_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="note on the date of issue"),
                        ),
                        ("effective_from_on", models.DateField(blank=True, null=True)),
                        (
                            "effective_from_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        (
                            "effective_from_note",
                            models.CharField(blank=True, max_length=200, verbose_name="note on the beginning"),
                        ),
                        (
                            "effective_from_note_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="note on the beginning"),
                        ),
                        (
                            "effective_from_note_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="note on the beginning"),
                        ),
                        ("effective_until_on", models.DateField(blank=True, null=True)),
                        (
                            "effective_until_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        ("effective_until_note", models.CharField(blank=True, max_length=200, verbose_name="note on the end")),
                        (
                            "effective_until_note_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="note on the end"),
                        ),
                        (
                            "effective_until_note_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="note on the end"),
                        ),
                        ("source_url", models.URLField(blank=True, max_length=600, verbose_name="address of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                default="none",
                                max_length=20,
                                verbose_name="kind of source",
                            ),
                        ),
                        ("source_on", models.DateField(blank=True, null=True)),
                        (
                            "source_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        ("source_checked_on", models.DateField(blank=True, null=True, verbose_name="source last checked on")),
                        ("official", models.BooleanField(default=False, verbose_name="the source is an official site")),
                        ("service_url", models.URLField(blank=True, max_length=600, verbose_name="where to do it online")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_back_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_back_because", models.TextField(blank=True)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("public_on", models.DateField(blank=True, null=True)),
                        ("imported", models.BooleanField(default=False)),
                        ("publish_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_as", models.CharField(blank=True, max_length=120)),
                        ("forced_because", models.TextField(blank=True)),
                        ("countersigned_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_because", models.CharField(blank=True, max_length=600, verbose_name="why it was taken back")),
                        (
                            "ended_because_en",
                            models.CharField(blank=True, max_length=600, null=True, verbose_name="why it was taken back"),
                        ),
                        (
                            "ended_because_zh_hans",
                            models.CharField(blank=True, max_length=600, null=True, verbose_name="why it was taken back"),
                        ),
                        ("transition", models.TextField(blank=True, verbose_name="what counts in the transition")),
                        ("transition_en", models.TextField(blank=True, null=True, verbose_name="what counts in the transition")),
                        ("transition_from_on", models.DateField(blank=True, null=True)),
                        (
                            "transition_from_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        ("transition_until_on", models.DateField(blank=True, null=True)),
                        (
                            "transition_until_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        (
                            "transition_zh_hans",
                            models.TextField(blank=True, null=True, verbose_name="what counts in the transition"),
                        ),
                        (
                            "countersigned_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "issuing_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "published_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "scheduled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sent_back_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("writers", models.ManyToManyField(related_name="+", to=settings.AUTH_USER_MODEL)),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "edition",
                        "verbose_name_plural": "editions",
                        "ordering": ["notice", "-number"],
                    },
                ),
                migrations.CreateModel(
                    name="EditionAudience",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "dimension",
                            models.CharField(
                                choices=[
                                    ("stay", "right to stay"),
                                    ("situation", "situation"),
                                    ("nationality", "nationality group"),
                                    ("area", "where one lives"),
                                    ("language", "language spoken"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("value", models.CharField(max_length=60)),
                        ("excluded", models.BooleanField(default=False)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.edition"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="EditionSource",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("url", models.URLField(max_length=600)),
                        ("official", models.BooleanField(default=False)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("note_en", models.CharField(blank=True, max_length=300, null=True)),
                        ("note_zh_hans", models.CharField(blank=True, max_length=300, null=True)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.edition"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="File",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(choices=[("image", "image"), ("document", "document")], max_length=10)),
                        ("stored", models.FileField(max_length=120, upload_to=community.models.file.anonymous_path)),
                        ("name", models.CharField(max_length=200)),
                        ("content_type", models.CharField(max_length=60)),
                        ("size", models.PositiveIntegerField(help_text="Bytes.")),
                        ("sha256", models.CharField(max_length=64)),
                        ("alt", models.CharField(blank=True, max_length=300, verbose_name="what the picture shows")),
                        (
                            "alt_en",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="what the picture shows"),
                        ),
                        (
                            "alt_zh_hans",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="what the picture shows"),
                        ),
                        ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Enclosure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "picture at the head"),
                                    ("picture", "picture in the text"),
                                    ("document", "document"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                        ("title_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                        ("title_zh_hans", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.edition"
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.file"),
                        ),
                    ],
                    options={
                        "verbose_name": "enclosure",
                        "verbose_name_plural": "enclosures",
                    },
                ),
                migrations.CreateModel(
                    name="GlossaryTerm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80, verbose_name="fixed term")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="fixed term")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="fixed term")),
                        (
                            "others",
                            models.TextField(
                                blank=True,
                                help_text="One a line: what people also call it. Search treats them as the same; texts use the fixed term.",
                                max_length=1000,
                                verbose_name="other words for it",
                            ),
                        ),
                        (
                            "others_en",
                            models.TextField(
                                blank=True,
                                help_text="One a line: what people also call it. Search treats them as the same; texts use the fixed term.",
                                max_length=1000,
                                null=True,
                                verbose_name="other words for it",
                            ),
                        ),
                        (
                            "others_zh_hans",
                            models.TextField(
                                blank=True,
                                help_text="One a line: what people also call it. Search treats them as the same; texts use the fixed term.",
                                max_length=1000,
                                null=True,
                                verbose_name="other words for it",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True,
                                help_text="When to use it, what it must not be confused with.",
                                max_length=200,
                                verbose_name="note for editors",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "glossary term",
                        "verbose_name_plural": "glossary terms",
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalBody",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("alliance", "alliance"),
                                    ("city", "city"),
                                    ("bureau", "bureau"),
                                    ("district", "district"),
                                    ("department", "department"),
                                    ("township", "township"),
                                    ("partner", "partner"),
                                    ("committee", "residents' committee"),
                                    ("outside", "subdistrict outside the alliance"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("slug", models.SlugField(max_length=60)),
                        (
                            "code",
                            models.CharField(
                                blank=True,
                                db_index=True,
                                help_text="Begins the references of suggestions.",
                                max_length=4,
                                null=True,
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_pinyin", models.CharField(blank=True, editable=False, max_length=400)),
                        ("phone", models.CharField(blank=True, max_length=60)),
                        ("source", models.URLField(blank=True, max_length=500)),
                        ("source_date", models.CharField(blank=True, max_length=10)),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        ("active", models.BooleanField(default=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical body",
                        "verbose_name_plural": "historical bodies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPlace",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        ("slug", models.SlugField(max_length=60)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("community_centre", "community centre"),
                                    ("service_station", "service station"),
                                    ("service_desk", "service desk"),
                                    ("cns_station", "City News Service station"),
                                    ("exit_entry", "exit-entry office"),
                                    ("government", "government office"),
                                    ("talent_service", "talent service"),
                                    ("legal", "legal help"),
                                    ("feedback", "place to be heard"),
                                    ("health", "health"),
                                    ("school", "school"),
                                    ("culture", "culture"),
                                    ("heritage", "heritage"),
                                    ("park", "park"),
                                    ("sport", "sport"),
                                    ("commercial", "shops and restaurants"),
                                    ("exhibition", "exhibition hall"),
                                    ("other", "other place"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("address_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="address")),
                        ("address_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="address")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("approximate", models.BooleanField(default=False, help_text="The point is near, not exact.")),
                        ("opened", models.CharField(blank=True, max_length=120, verbose_name="opened")),
                        ("opened_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="opened")),
                        ("opened_zh_hans", models.CharField(blank=True, max_length=120, null=True, verbose_name="opened")),
                        ("hours", models.CharField(blank=True, max_length=300, verbose_name="opening hours")),
                        ("hours_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="opening hours")),
                        ("hours_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="opening hours")),
                        ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone")),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The township it lies in.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical place",
                        "verbose_name_plural": "historical places",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Hold",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("heard_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "edition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.edition"
                            ),
                        ),
                        (
                            "holder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "writer at work",
                        "verbose_name_plural": "writers at work",
                    },
                ),
                migrations.CreateModel(
                    name="Invitation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("email", models.EmailField(max_length=254, verbose_name="email")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("editor", "editor"),
                                    ("moderator", "moderator"),
                                    ("organiser", "organiser"),
                                    ("officer", "officer"),
                                    ("translator", "translator"),
                                    ("manager", "manager"),
                                    ("admin", "alliance admin"),
                                ],
                                max_length=12,
                                verbose_name="role",
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="community.body"
                            ),
                        ),
                        (
                            "invited_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Link",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("purpose", models.CharField(max_length=40)),
                        ("target_id", models.BigIntegerField()),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("used_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "target_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Membership",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("editor", "editor"),
                                    ("moderator", "moderator"),
                                    ("organiser", "organiser"),
                                    ("officer", "officer"),
                                    ("translator", "translator"),
                                    ("manager", "manager"),
                                    ("admin", "alliance admin"),
                                ],
                                max_length=12,
                                verbose_name="role",
                            ),
                        ),
                        ("since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="community.body"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("address", models.EmailField(max_length=254)),
                        ("channel", models.CharField(choices=[("mail", "mail")], default="mail", max_length=10)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "waiting"),
                                    ("sending", "being sent"),
                                    ("sent", "sent"),
                                    ("failed", "failed"),
                                    ("expired", "too late"),
                                ],
                                default="pending",
                                max_length=10,
                            ),
                        ),
                        ("key", models.CharField(max_length=200, unique=True)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("next_attempt_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("not_after", models.DateTimeField(blank=True, null=True)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("error", models.CharField(blank=True, max_length=300)),
                        ("why", models.CharField(blank=True, max_length=400)),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.contact",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="deliveries", to="community.message"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deliveries",
                    },
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("policy", "policy update"),
                                    ("breaking", "breaking news"),
                                    ("assistance", "assistance programme"),
                                    ("news", "local news"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "source_language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                                max_length=10,
                                verbose_name="language it is written in",
                            ),
                        ),
                        ("key", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                        ("imported_as", models.CharField(blank=True, editable=False, max_length=80, null=True, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("is_demo", models.BooleanField(default=False, help_text="Invented for the demo, and shown as such.")),
                        ("review_due", models.DateField(blank=True, null=True, verbose_name="look at it again on")),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="published by",
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "current",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.edition",
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.topic",
                                verbose_name="topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notice",
                        "verbose_name_plural": "notices",
                    },
                ),
                migrations.AddField(
                    model_name="edition",
                    name="notice",
                    field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.notice"),
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("new", "new"), ("changed", "changed"), ("taken_back", "taken back")], max_length=10
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reached", models.BigIntegerField(default=0)),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.edition"
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.notice"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change",
                        "verbose_name_plural": "changes",
                    },
                ),
                migrations.CreateModel(
                    name="Place",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("community_centre", "community centre"),
                                    ("service_station", "service station"),
                                    ("service_desk", "service desk"),
                                    ("cns_station", "City News Service station"),
                                    ("exit_entry", "exit-entry office"),
                                    ("government", "government office"),
                                    ("talent_service", "talent service"),
                                    ("legal", "legal help"),
                                    ("feedback", "place to be heard"),
                                    ("health", "health"),
                                    ("school", "school"),
                                    ("culture", "culture"),
                                    ("heritage", "heritage"),
                                    ("park", "park"),
                                    ("sport", "sport"),
                                    ("commercial", "shops and restaurants"),
                                    ("exhibition", "exhibition hall"),
                                    ("other", "other place"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("name_en", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=200, null=True, verbose_name="name")),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("address", models.CharField(blank=True, max_length=300, verbose_name="address")),
                        ("address_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="address")),
                        ("address_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="address")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        ("approximate", models.BooleanField(default=False, help_text="The point is near, not exact.")),
                        ("opened", models.CharField(blank=True, max_length=120, verbose_name="opened")),
                        ("opened_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="opened")),
                        ("opened_zh_hans", models.CharField(blank=True, max_length=120, null=True, verbose_name="opened")),
                        ("hours", models.CharField(blank=True, max_length=300, verbose_name="opening hours")),
                        ("hours_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="opening hours")),
                        ("hours_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="opening hours")),
                        ("phone", models.CharField(blank=True, max_length=60, verbose_name="phone")),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("verified_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="The township it lies in.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "place",
                        "verbose_name_plural": "places",
                    },
                ),
                migrations.CreateModel(
                    name="Profile",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reading_language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                                default="en",
                                max_length=10,
                                verbose_name="language of the site",
                            ),
                        ),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="profile", to="community.contact"
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.body",
                                verbose_name="your township",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Programme",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        ("slug", models.SlugField(max_length=60, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("network", "network"),
                                    ("platform", "platform"),
                                    ("hotline", "hotline"),
                                    ("station", "service station"),
                                    ("services", "services near home"),
                                    ("language", "language help"),
                                    ("digital", "digital service"),
                                    ("events", "series of events"),
                                    ("feedback", "talks with officials"),
                                    ("participation", "taking part"),
                                    ("volunteer", "volunteering"),
                                    ("publication", "publication"),
                                    ("governance", "how the district works"),
                                    ("planning", "planning"),
                                    ("ngo", "association"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        ("title_en", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("title_zh_hans", models.CharField(max_length=200, null=True, verbose_name="title")),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("owner", models.CharField(blank=True, max_length=200, verbose_name="run by")),
                        ("owner_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="run by")),
                        ("owner_zh_hans", models.CharField(blank=True, max_length=200, null=True, verbose_name="run by")),
                        ("started", models.CharField(blank=True, max_length=120, verbose_name="since")),
                        ("started_en", models.CharField(blank=True, max_length=120, null=True, verbose_name="since")),
                        ("started_zh_hans", models.CharField(blank=True, max_length=120, null=True, verbose_name="since")),
                        ("also_source", models.URLField(blank=True, max_length=600)),
                        (
                            "figures",
                            models.JSONField(
                                blank=True, default=dict, help_text="Numbers as the source gives them, with their own source."
                            ),
                        ),
                        ("bodies", models.ManyToManyField(blank=True, related_name="+", to="community.body")),
                    ],
                    options={
                        "verbose_name": "programme",
                        "verbose_name_plural": "programmes",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SearchWording",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="wording",
                                serialize=False,
                                to="community.searchentry",
                            ),
                        ),
                        ("titles", models.JSONField(default=dict)),
                        ("summaries", models.JSONField(default=dict)),
                        ("texts", models.JSONField(default=dict)),
                    ],
                ),
                migrations.AddField(
                    model_name="searchentry",
                    name="body",
                    field=models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.body"
                    ),
                ),
                migrations.CreateModel(
                    name="SearchMiss",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("words", models.CharField(max_length=60)),
                        ("language", models.CharField(max_length=10)),
                        ("times", models.PositiveIntegerField(default=1)),
                        ("first_on", models.DateField()),
                        ("last_on", models.DateField(db_index=True)),
                    ],
                    options={
                        "verbose_name_plural": "search misses",
                        "constraints": [models.UniqueConstraint(fields=("words", "language"), name="search_miss_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Subscriber",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                                max_length=10,
                                verbose_name="language of the mails",
                            ),
                        ),
                        (
                            "serial",
                            models.CharField(default=community.models.subscription.new_serial, max_length=16, unique=True),
                        ),
                        (
                            "feed_serial",
                            models.CharField(default=community.models.subscription.new_serial, max_length=16, unique=True),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "subscriber",
                        "verbose_name_plural": "subscribers",
                    },
                ),
                migrations.CreateModel(
                    name="Notification",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "change",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="notifications", to="community.change"
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.delivery"
                            ),
                        ),
                        (
                            "subscriber",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.subscriber"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "notification",
                        "verbose_name_plural": "notifications",
                    },
                ),
                migrations.AddField(
                    model_name="delivery",
                    name="subscriber",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.subscriber",
                    ),
                ),
                migrations.CreateModel(
                    name="Supersession",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("partly", models.BooleanField(default=False, verbose_name="only in part")),
                        ("said_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "earlier",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.notice"
                            ),
                        ),
                        (
                            "later",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.notice"
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Subscription",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("policy", "policy update"),
                                    ("breaking", "breaking news"),
                                    ("assistance", "assistance programme"),
                                    ("news", "local news"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("audience", models.CharField(blank=True, max_length=40)),
                        (
                            "rhythm",
                            models.CharField(
                                choices=[("at_once", "at once"), ("daily", "once a day"), ("weekly", "once a week")],
                                default="at_once",
                                max_length=8,
                                verbose_name="how often",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "subscriber",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subscriptions",
                                to="community.subscriber",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.body",
                                verbose_name="township",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.topic",
                                verbose_name="topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "subscription",
                        "verbose_name_plural": "subscriptions",
                    },
                ),
                migrations.AddField(
                    model_name="searchentry",
                    name="topic",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.topic",
                    ),
                ),
                migrations.CreateModel(
                    name="Township",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("member_since", models.DateField(blank=True, null=True, verbose_name="member since")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "approximate",
                            models.BooleanField(
                                default=True, help_text="The point is only good enough for a map of the whole city."
                            ),
                        ),
                        ("point_inferred", models.BooleanField(default=False)),
                        ("point_source", models.URLField(blank=True, max_length=600)),
                        ("languages_note", models.CharField(blank=True, max_length=300)),
                        ("languages_note_en", models.CharField(blank=True, max_length=300, null=True)),
                        ("languages_note_zh_hans", models.CharField(blank=True, max_length=300, null=True)),
                        ("languages_source", models.URLField(blank=True, max_length=600)),
                        ("languages_source_date", models.CharField(blank=True, max_length=10)),
                        (
                            "body",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="township", to="community.body"
                            ),
                        ),
                        (
                            "not_to_be_confused_with",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "township",
                        "verbose_name_plural": "townships",
                    },
                ),
                migrations.CreateModel(
                    name="SpokenLanguage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "code",
                            models.CharField(
                                choices=[
                                    ("zh", "Chinese"),
                                    ("en", "English"),
                                    ("ja", "Japanese"),
                                    ("ko", "Korean"),
                                    ("fr", "French"),
                                    ("de", "German"),
                                    ("es", "Spanish"),
                                    ("ru", "Russian"),
                                    ("ar", "Arabic"),
                                    ("pt", "Portuguese"),
                                    ("it", "Italian"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("inferred", models.BooleanField(default=False)),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="languages",
                                to="community.place",
                            ),
                        ),
                        (
                            "township",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="languages",
                                to="community.township",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalTownship",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        ("summary", models.TextField(blank=True, verbose_name="summary")),
                        ("summary_en", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.TextField(blank=True, null=True, verbose_name="summary")),
                        ("member_since", models.DateField(blank=True, null=True, verbose_name="member since")),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "approximate",
                            models.BooleanField(
                                default=True, help_text="The point is only good enough for a map of the whole city."
                            ),
                        ),
                        ("point_inferred", models.BooleanField(default=False)),
                        ("point_source", models.URLField(blank=True, max_length=600)),
                        ("languages_note", models.CharField(blank=True, max_length=300)),
                        ("languages_note_en", models.CharField(blank=True, max_length=300, null=True)),
                        ("languages_note_zh_hans", models.CharField(blank=True, max_length=300, null=True)),
                        ("languages_source", models.URLField(blank=True, max_length=600)),
                        ("languages_source_date", models.CharField(blank=True, max_length=10)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "not_to_be_confused_with",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.township",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical township",
                        "verbose_name_plural": "historical townships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("foreign_residents", "foreign residents"),
                                    ("part", "residents of one area, Chinese and foreign"),
                                    ("total_population", "all residents"),
                                    ("area", "area in square kilometres"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("value", models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True)),
                        ("note", models.CharField(blank=True, max_length=300)),
                        ("note_en", models.CharField(blank=True, max_length=300, null=True)),
                        ("note_zh_hans", models.CharField(blank=True, max_length=300, null=True)),
                        ("nationalities", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("conflict", models.CharField(blank=True, help_text="How it contradicts other sources.", max_length=200)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.township"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TownshipFact",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("source", models.URLField(blank=True, max_length=600, verbose_name="source")),
                        ("source_date", models.CharField(blank=True, max_length=10, verbose_name="date of the source")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint, blog or company page"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "source_note",
                            models.TextField(blank=True, help_text="What a careful reader should know about the source."),
                        ),
                        ("inferred", models.BooleanField(default=False, help_text="Filled in by us, not stated by a source.")),
                        (
                            "inferred_fields",
                            models.JSONField(blank=True, default=list, help_text="What exactly was filled in by us."),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("neighbourhood", "neighbourhood"),
                                    ("school", "school"),
                                    ("hospital", "hospital"),
                                    ("note", "note"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("text", models.CharField(max_length=400)),
                        ("text_en", models.CharField(max_length=400, null=True)),
                        ("text_zh_hans", models.CharField(max_length=400, null=True)),
                        ("detail", models.CharField(blank=True, max_length=400)),
                        ("detail_en", models.CharField(blank=True, max_length=400, null=True)),
                        ("detail_zh_hans", models.CharField(blank=True, max_length=400, null=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "township",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.township"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["kind", "position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Trait",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "dimension",
                            models.CharField(
                                choices=[
                                    ("stay", "right to stay"),
                                    ("situation", "situation"),
                                    ("nationality", "nationality group"),
                                    ("area", "where one lives"),
                                    ("language", "language spoken"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("value", models.CharField(max_length=60)),
                        ("agreed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "profile",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="traits", to="community.profile"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Translation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("item_id", models.PositiveBigIntegerField()),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("human", "made by a person"), ("machine", "made by a machine")],
                                default="human",
                                max_length=10,
                            ),
                        ),
                        ("source", models.JSONField(blank=True, default=dict)),
                        ("words", models.JSONField(blank=True, default=dict)),
                        ("written_at", models.DateTimeField(blank=True, null=True)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("claimed_until", models.DateTimeField(blank=True, null=True)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "claimed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "item_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "translation",
                        "verbose_name_plural": "translations",
                    },
                ),
                migrations.CreateModel(
                    name="TranslationState",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("human", "made by a person"),
                                    ("machine", "made by a machine"),
                                    ("imported", "came with the source"),
                                    ("absent", "published without it"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_as", models.CharField(blank=True, max_length=120)),
                        ("behind", models.JSONField(blank=True, default=dict)),
                        (
                            "based_on",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.edition",
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.edition"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Unsaved",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField()),
                        ("fields", models.JSONField()),
                        ("written_at", models.DateTimeField(blank=True, null=True)),
                        ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "edition",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.edition",
                            ),
                        ),
                        (
                            "writer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "unsaved text",
                        "verbose_name_plural": "unsaved texts",
                    },
                ),
                migrations.CreateModel(
                    name="WebAddress",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("url", models.URLField(max_length=600, unique=True)),
                        ("host", models.CharField(max_length=255)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unchecked", "not looked at yet"),
                                    ("ok", "answers"),
                                    ("caution", "doubtful"),
                                    ("broken", "broken"),
                                ],
                                default="unchecked",
                                max_length=10,
                            ),
                        ),
                        (
                            "problem",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", ""),
                                    ("gone", "the page is not there"),
                                    ("server", "the site has an error"),
                                    ("unreachable", "the site can't be reached"),
                                    ("closed", "the site does not let our check in"),
                                    ("astray", "the address leads in circles or inside a closed network"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                        ("failed_on", models.DateField(blank=True, null=True)),
                        ("failing_since", models.DateTimeField(blank=True, null=True)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        ("next_check_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("fingerprint", models.CharField(blank=True, max_length=64)),
                        ("seen_fingerprint", models.CharField(blank=True, max_length=64)),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "indexes": [models.Index(fields=["next_check_at"], name="web_address_due")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "broken"), _negated=True),
                                    models.Q(("failing_since__isnull", False), ("failures__gte", 3)),
                                    _connector="OR",
                                ),
                                name="web_address_broken_after_three_days",
                                violation_error_message="An address is broken after it failed on three days.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WebUse",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("notice", "notice"),
                                    ("place", "place"),
                                    ("township", "township"),
                                    ("programme", "programme"),
                                    ("body", "body"),
                                    ("event", "event"),
                                    ("suggestion", "suggestion"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("object_id", models.BigIntegerField()),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("source", "source"),
                                    ("further", "further source"),
                                    ("service", "where to do it online"),
                                    ("text", "link in the text"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=400)),
                        ("title_en", models.CharField(blank=True, max_length=400, null=True)),
                        ("title_zh_hans", models.CharField(blank=True, max_length=400, null=True)),
                        ("page", models.CharField(blank=True, max_length=200)),
                        ("found_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "address",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.webaddress"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "township"), _negated=True),
                            models.Q(("code__isnull", False), ("parent__isnull", False)),
                            _connector="OR",
                        ),
                        name="body_township_has_district_and_code",
                        violation_error_message="A township needs its district and a code for references.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="body",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("parent", models.F("pk")), _negated=True),
                        name="body_not_under_itself",
                        violation_error_message="A body can't be its own parent.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="banner",
                    index=models.Index(fields=["ends_at"], name="banner_by_end"),
                ),
                migrations.AddConstraint(
                    model_name="banner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("raised_at"))),
                        name="banner_ends_after_it_begins",
                        violation_error_message="A banner ends after it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="banner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text_en__gt", ""), ("text_zh_hans__gt", "")),
                        name="banner_in_both_languages",
                        violation_error_message="A banner speaks both languages.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="banner",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_down_at__isnull", True), ("taken_down_by__isnull", True)),
                            models.Q(("taken_down_at__isnull", False), ("taken_down_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="banner_taken_down_by_someone",
                        violation_error_message="Someone takes a banner down, at a time.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="auditentry",
                    index=models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
                ),
                migrations.AddConstraint(
                    model_name="calendarday",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True),
                        name="calendar_day_says_why",
                        violation_error_message="Say why.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="contact_email_in_lower_case",
                        violation_error_message="An address is kept in lower case.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="consent",
                    constraint=models.UniqueConstraint(
                        fields=("contact", "document", "version"), name="consent_once_per_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="editionaudience",
                    constraint=models.UniqueConstraint(fields=("edition", "dimension", "value"), name="audience_said_once"),
                ),
                migrations.AddConstraint(
                    model_name="editionaudience",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("dimension", "stay"),
                                (
                                    "value__in",
                                    [
                                        "work-a",
                                        "work-b",
                                        "work-c",
                                        "family",
                                        "study",
                                        "permanent",
                                        "visitor",
                                        "visa-free",
                                        "transit",
                                        "other",
                                    ],
                                ),
                            ),
                            models.Q(("dimension", "situation"), ("value__in", ["employee", "employer", "family", "student"])),
                            models.Q(("dimension", "nationality"), ("value__in", ["waiver", "transit-list", "hmt", "other"])),
                            models.Q(("dimension", "area"), models.Q(("value", ""), _negated=True)),
                            models.Q(
                                ("dimension", "language"),
                                ("value__in", ["zh", "en", "ja", "ko", "fr", "de", "es", "ru", "ar", "pt", "it"]),
                            ),
                            _connector="OR",
                        ),
                        name="audience_of_known_kinds",
                        violation_error_message="This is no kind of people we know.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="editionsource",
                    constraint=models.UniqueConstraint(fields=("edition", "url"), name="edition_source_once"),
                ),
                migrations.AddConstraint(
                    model_name="file",
                    constraint=models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="file_not_empty"),
                ),
                migrations.AddConstraint(
                    model_name="enclosure",
                    constraint=models.UniqueConstraint(fields=("edition", "file"), name="enclosure_file_once"),
                ),
                migrations.AddConstraint(
                    model_name="enclosure",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("role", "lead")),
                        fields=("edition",),
                        name="enclosure_one_lead",
                        violation_error_message="An edition has one picture at its head.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="enclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "document"), _negated=True),
                            models.Q(("title_en__gt", ""), ("title_zh_hans__gt", "")),
                            _connector="OR",
                        ),
                        name="enclosure_document_named",
                        violation_error_message="A document has a title in both languages.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="glossaryterm",
                    constraint=models.UniqueConstraint(
                        fields=("name_en",),
                        name="glossary_term_once_en",
                        violation_error_message="This English term is there already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="glossaryterm",
                    constraint=models.UniqueConstraint(
                        fields=("name_zh_hans",),
                        name="glossary_term_once_zh_hans",
                        violation_error_message="This Chinese term is there already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="glossaryterm",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("name_en__gt", ""), ("name_zh_hans__gt", "")),
                        name="glossary_term_in_both_languages",
                        violation_error_message="A fixed term is needed in both languages.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="invitation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("email", "body", "role"),
                        name="invitation_one_open",
                        violation_error_message="This person has been asked already.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="link",
                    index=models.Index(fields=["target_type", "target_id", "purpose"], name="link_by_target"),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.UniqueConstraint(fields=("user", "body", "role"), name="membership_once_per_role"),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="membership_ends_after_it_begins",
                        violation_error_message="A role can't end before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["submitted", "scheduled"]), _negated=True),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_submitted_by_someone",
                        violation_error_message="Someone submits an edition, at a time.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "scheduled"]),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            models.Q(("imported", True), ("published_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_published_by_someone",
                        violation_error_message="Someone publishes an edition, at a time; only imported ones have no name.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("published_by__isnull", True),
                            ("submitted_by__isnull", True),
                            models.Q(("published_by", models.F("submitted_by")), _negated=True),
                            models.Q(("forced_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="edition_published_by_a_second_person",
                        violation_error_message="Nobody publishes what they submitted.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "scheduled"), _negated=True),
                            models.Q(("publish_at__isnull", False), ("scheduled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_scheduled_by_someone",
                        violation_error_message="Someone schedules an edition, for a time.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("countersigned_by__isnull", True),
                            models.Q(
                                models.Q(("forced_because", ""), _negated=True),
                                ("countersigned_at__isnull", False),
                                models.Q(("countersigned_by", models.F("published_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="edition_countersigned_by_a_second_person",
                        violation_error_message="Who published without a second person can't be that person.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["withdrawn", "archived", "gone"]), _negated=True),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_ended_by_someone",
                        violation_error_message="Someone takes an edition back, at a time.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["withdrawn", "gone"]), _negated=True),
                            models.Q(("ended_because_en__gt", ""), ("ended_because_zh_hans__gt", "")),
                            _connector="OR",
                        ),
                        name="edition_taken_back_with_a_reason",
                        violation_error_message="What is taken back is explained in both languages.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("effective_until_on__isnull", True),
                            ("effective_from_on__isnull", True),
                            ("effective_until_on__gte", models.F("effective_from_on")),
                            _connector="OR",
                        ),
                        name="edition_ends_after_it_begins",
                        violation_error_message="What applies can't end before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("issued_on__isnull", True), ("issued_precision", "unknown")),
                            models.Q(models.Q(("issued_precision", "unknown"), _negated=True), ("issued_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_issued_unknown_or_dated",
                        violation_error_message="A date is either known, with its precision, or unknown.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effective_from_on__isnull", True), ("effective_from_precision", "unknown")),
                            models.Q(
                                models.Q(("effective_from_precision", "unknown"), _negated=True),
                                ("effective_from_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="edition_effective_from_unknown_or_dated",
                        violation_error_message="A date is either known, with its precision, or unknown.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("effective_until_on__isnull", True), ("effective_until_precision", "unknown")),
                            models.Q(
                                models.Q(("effective_until_precision", "unknown"), _negated=True),
                                ("effective_until_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="edition_effective_until_unknown_or_dated",
                        violation_error_message="A date is either known, with its precision, or unknown.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source_on__isnull", True), ("source_precision", "unknown")),
                            models.Q(models.Q(("source_precision", "unknown"), _negated=True), ("source_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="edition_source_unknown_or_dated",
                        violation_error_message="A date is either known, with its precision, or unknown.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.UniqueConstraint(fields=("notice", "number"), name="edition_number_once"),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "scheduled"])),
                        fields=("notice",),
                        name="edition_one_open",
                        violation_error_message="A new edition of this notice is being written already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["published", "withdrawn"])),
                        fields=("notice",),
                        name="edition_one_current",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("transition_until_on__isnull", True),
                            ("transition_from_on__isnull", True),
                            ("transition_until_on__gte", models.F("transition_from_on")),
                            _connector="OR",
                        ),
                        name="edition_transition_ends_after_it_begins",
                        violation_error_message="A transition can't end before it begins.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("transition_from_on__isnull", True), ("transition_from_precision", "unknown")),
                            models.Q(
                                models.Q(("transition_from_precision", "unknown"), _negated=True),
                                ("transition_from_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="edition_transition_from_unknown_or_dated",
                        violation_error_message="A date is either known, with its precision, or unknown.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="edition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("transition_until_on__isnull", True), ("transition_until_precision", "unknown")),
                            models.Q(
                                models.Q(("transition_until_precision", "unknown"), _negated=True),
                                ("transition_until_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="edition_transition_until_unknown_or_dated",
                        violation_error_message="A date is either known, with its precision, or unknown.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="change",
                    index=models.Index(condition=models.Q(("told_at__isnull", True)), fields=["id"], name="change_to_tell"),
                ),
                migrations.AddIndex(
                    model_name="change",
                    index=models.Index(fields=["at"], name="change_by_time"),
                ),
                migrations.AddConstraint(
                    model_name="change",
                    constraint=models.UniqueConstraint(fields=("edition", "kind"), name="change_once_per_edition"),
                ),
                migrations.AddConstraint(
                    model_name="place",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="place_point_whole_and_on_earth",
                        violation_error_message="A point needs a latitude and a longitude.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notification",
                    constraint=models.UniqueConstraint(fields=("change", "subscriber"), name="notification_once"),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(
                        condition=models.Q(("state", "pending")), fields=["next_attempt_at", "id"], name="delivery_due"
                    ),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(
                        condition=models.Q(("state", "sending")), fields=["claimed_at"], name="delivery_being_sent"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="supersession",
                    constraint=models.UniqueConstraint(fields=("later", "earlier"), name="supersession_once"),
                ),
                migrations.AddConstraint(
                    model_name="supersession",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("later", models.F("earlier")), _negated=True),
                        name="supersession_of_another",
                        violation_error_message="A notice can't take its own place.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="subscription",
                    index=models.Index(
                        condition=models.Q(("confirmed_at__isnull", False), ("ended_at__isnull", True)),
                        fields=["rhythm", "subscriber"],
                        name="subscription_active",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="subscription",
                    constraint=models.UniqueConstraint(
                        models.F("subscriber"),
                        django.db.models.functions.comparison.Coalesce("topic", 0),
                        django.db.models.functions.comparison.Coalesce("township", 0),
                        models.F("kind"),
                        models.F("audience"),
                        name="subscription_once",
                        violation_error_message="You follow this already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="searchentry",
                    constraint=models.UniqueConstraint(fields=("kind", "item_id"), name="search_entry_once_per_item"),
                ),
                migrations.AddConstraint(
                    model_name="spokenlanguage",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("place__isnull", True), ("township__isnull", False)),
                            models.Q(("place__isnull", False), ("township__isnull", True)),
                            _connector="OR",
                        ),
                        name="spoken_at_a_township_or_a_place",
                        violation_error_message="A language is spoken at a township or at a place.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="spokenlanguage",
                    constraint=models.UniqueConstraint(fields=("township", "code"), name="spoken_once_per_township"),
                ),
                migrations.AddConstraint(
                    model_name="spokenlanguage",
                    constraint=models.UniqueConstraint(fields=("place", "code"), name="spoken_once_per_place"),
                ),
                migrations.AddConstraint(
                    model_name="figure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("value__isnull", True), ("value__gte", 0), _connector="OR"),
                        name="figure_not_negative",
                        violation_error_message="A figure can't be negative.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="trait",
                    constraint=models.UniqueConstraint(fields=("profile", "dimension", "value"), name="trait_said_once"),
                ),
                migrations.AddConstraint(
                    model_name="trait",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(
                                    models.Q(
                                        ("dimension", "stay"),
                                        (
                                            "value__in",
                                            [
                                                "work-a",
                                                "work-b",
                                                "work-c",
                                                "family",
                                                "study",
                                                "permanent",
                                                "visitor",
                                                "visa-free",
                                                "transit",
                                                "other",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        ("dimension", "situation"), ("value__in", ["employee", "employer", "family", "student"])
                                    ),
                                    models.Q(
                                        ("dimension", "nationality"), ("value__in", ["waiver", "transit-list", "hmt", "other"])
                                    ),
                                    models.Q(("dimension", "area"), models.Q(("value", ""), _negated=True)),
                                    models.Q(
                                        ("dimension", "language"),
                                        ("value__in", ["zh", "en", "ja", "ko", "fr", "de", "es", "ru", "ar", "pt", "it"]),
                                    ),
                                    _connector="OR",
                                ),
                                models.Q(("dimension", "area"), _negated=True),
                            ),
                            models.Q(("dimension", "situation"), ("value", "none")),
                            _connector="OR",
                        ),
                        name="trait_of_known_kinds",
                        violation_error_message="This is no kind of people we know.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translation",
                    constraint=models.UniqueConstraint(
                        fields=("item_type", "item_id", "language"), name="translation_once_per_item"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("written_at__isnull", True), ("written_by__isnull", True)),
                            models.Q(("written_at__isnull", False), ("written_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="translation_written_by_someone",
                        violation_error_message="Someone writes a translation, at a time.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False), ("written_by__isnull", True)),
                            models.Q(
                                ("checked_at__isnull", False),
                                ("checked_by__isnull", False),
                                models.Q(("checked_by", models.F("written_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="translation_checked_by_a_second_person",
                        violation_error_message="Nobody checks their own translation: ask a second person.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claimed_by__isnull", True), ("claimed_until__isnull", True)),
                            models.Q(("claimed_by__isnull", False), ("claimed_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="translation_claimed_until_a_time",
                        violation_error_message="A claim ends by itself.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationstate",
                    constraint=models.UniqueConstraint(fields=("edition", "language"), name="translation_once_per_language"),
                ),
                migrations.AddConstraint(
                    model_name="translationstate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("based_on__isnull", True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("kind", "absent"),
                                models.Q(("decided_as", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("kind", "absent"), _negated=True),
                                ("based_on__isnull", False),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="translation_made_from_an_edition_or_left_out_by_name",
                        violation_error_message="A missing translation needs the name of who decided to do without it.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="unsaved",
                    constraint=models.UniqueConstraint(fields=("writer", "edition"), name="unsaved_once_per_writer"),
                ),
                migrations.AddConstraint(
                    model_name="unsaved",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("edition__isnull", True)), fields=("writer",), name="unsaved_one_new_per_writer"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="webuse",
                    constraint=models.UniqueConstraint(fields=("address", "kind", "object_id", "role"), name="web_use_once"),
                ),
                migrations.AddConstraint(
                    model_name="webuse",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("settled_at__isnull", True), ("settled_by__isnull", True)),
                            models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="web_use_settled_by_someone",
                        violation_error_message="Someone looks at it, at a time.",
                    ),
                ),
            ]
        ),
        migrations.RunPython(search_index.make_table_of_terms, search_index.drop_table_of_terms),
        migrations.RunPython(words_apart.leave_nothing_pending, words_apart.let_pend),
    ]
