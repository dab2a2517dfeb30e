"""All tables as they stood on 2026-11-22, for a new site: the steps one by one take minutes. Old sites go on by the steps."""

import uuid
from importlib import import_module

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from community.migrations._at_once import MakeTables

pgvector = import_module("feedback.migrations.0006_pgvector")


class Migration(migrations.Migration):
    replaces = [
        ("feedback", "0001_initial"),
        ("feedback", "0002_contracts_rules_clocks"),
        ("feedback", "0003_unmasking"),
        ("feedback", "0004_programs"),
        ("feedback", "0005_points_photos_supports"),
        ("feedback", "0006_pgvector"),
        ("feedback", "0007_support_has_one_source"),
        ("feedback", "0008_triage"),
        ("feedback", "0009_answers_questions_verdicts_follows"),
        ("feedback", "0010_bounced"),
        ("feedback", "0011_involvements_dispatches_closings"),
        ("feedback", "0012_release_by_age"),
        ("feedback", "0013_read_from_indexes"),
        ("feedback", "0014_later_words"),
        ("feedback", "0015_supporters_told"),
        ("feedback", "0016_asked_words"),
    ]

    initial = True

    dependencies = [("community", "0001_squashed_0019_search_words_apart"), ("community", "__first__")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Clock",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("contact", "first contact"), ("answer", "answer"), ("review", "review of a reopening")],
                                max_length=8,
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField(default=1)),
                        ("days", models.PositiveSmallIntegerField()),
                        ("started_at", models.DateTimeField()),
                        ("due_at", models.DateTimeField(blank=True, help_text="Empty while it is paused.", null=True)),
                        ("remind_at", models.DateTimeField(blank=True, null=True)),
                        ("escalate_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "provisional",
                            models.BooleanField(
                                default=False, help_text="Reaches into a year whose holidays are not announced yet."
                            ),
                        ),
                        ("stale", models.BooleanField(default=False, help_text="The calendar changed: to be computed anew.")),
                        ("stopped_at", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["round", "kind", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DiscontentReason",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=120)),
                        ("name_en", models.CharField(max_length=120, null=True)),
                        ("name_zh_hans", models.CharField(max_length=120, null=True)),
                        (
                            "reopens",
                            models.BooleanField(default=False, help_text="Someone who did not handle it looks at it again."),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100)),
                        ("active", models.BooleanField(default=True)),
                    ],
                    options={
                        "ordering": ["position", "slug"],
                    },
                ),
                migrations.CreateModel(
                    name="Suggestion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("reference", models.CharField(max_length=60, unique=True)),
                        (
                            "key",
                            models.UUIDField(
                                default=uuid.uuid4,
                                help_text="One per form drawn: the same form makes one suggestion.",
                                unique=True,
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("suggestion", "suggestion"),
                                    ("question", "question"),
                                    ("help", "help"),
                                    ("complaint", "complaint"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField()),
                        ("language", models.CharField(max_length=12)),
                        (
                            "language_confidence",
                            models.FloatField(blank=True, help_text="Of the guess; empty: the writer said it.", null=True),
                        ),
                        (
                            "answer_language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        (
                            "details",
                            models.JSONField(
                                blank=True, default=dict, help_text="Replies to the category's extra questions, by code."
                            ),
                        ),
                        ("latitude", models.FloatField(blank=True, null=True)),
                        ("longitude", models.FloatField(blank=True, null=True)),
                        (
                            "category_version",
                            models.PositiveIntegerField(default=1, help_text="Of the contract it was sent under."),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("received", "received"),
                                    ("routed", "routed"),
                                    ("seen", "seen"),
                                    ("in_progress", "in progress"),
                                    ("asked", "waiting for its writer"),
                                    ("waiting", "waiting for something else"),
                                    ("forwarded", "forwarded"),
                                    ("closing", "closing proposed"),
                                    ("answered", "answered"),
                                    ("planned", "planned"),
                                    ("resolved", "resolved"),
                                    ("not_possible", "not possible"),
                                    ("duplicate", "duplicate"),
                                    ("withdrawn", "withdrawn by its writer"),
                                    ("reopen_asked", "reopening asked for"),
                                    ("reopened", "reopened"),
                                    ("imported", "from earlier sources"),
                                ],
                                default="received",
                                max_length=12,
                            ),
                        ),
                        ("bounces", models.PositiveSmallIntegerField(default=0, help_text="How often a receiver sent it back.")),
                        (
                            "due_at",
                            models.DateTimeField(blank=True, help_text="Of the clock that runs out first; see Clock.", null=True),
                        ),
                        ("public_wish", models.BooleanField(default=False)),
                        (
                            "public_state",
                            models.CharField(
                                choices=[
                                    ("private", "private"),
                                    ("awaiting", "awaits a moderator"),
                                    ("released", "public"),
                                    ("hidden", "hidden"),
                                ],
                                default="private",
                                max_length=10,
                            ),
                        ),
                        ("imported", models.BooleanField(default=False)),
                        ("is_demo", models.BooleanField(default=False, help_text="Invented for the demo, and shown as such.")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
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
                    ],
                    options={
                        "verbose_name": "suggestion",
                        "verbose_name_plural": "suggestions",
                        "ordering": ["-created_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("text", models.TextField()),
                        ("drafted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("submitted_at", models.DateTimeField(blank=True, null=True)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_back_at", models.DateTimeField(blank=True, null=True)),
                        ("sent_back_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "came_from",
                            models.CharField(
                                blank=True,
                                help_text="The office whose reply by mail this is; empty: written here.",
                                max_length=200,
                            ),
                        ),
                        ("came_on", models.DateField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                        (
                            "drafted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "released_by",
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
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ["drafted_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerDraft",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("text", models.TextField()),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="feedback.answer"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="ApiKey",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80, verbose_name="program")),
                        (
                            "beginning",
                            models.CharField(help_text="Its first characters, by which people recognise it.", max_length=12),
                        ),
                        ("secret_hash", models.CharField(max_length=64, unique=True)),
                        ("hourly_limit", models.PositiveIntegerField(default=60, verbose_name="most posts an hour")),
                        ("issued_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("last_used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="office behind it",
                            ),
                        ),
                        (
                            "issued_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "revoked_by",
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
                        "verbose_name": "key",
                        "verbose_name_plural": "keys",
                        "ordering": ["-issued_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Category",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=40, unique=True)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="what belongs here")),
                        (
                            "description_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="what belongs here"),
                        ),
                        (
                            "description_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="what belongs here"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="place in the form")),
                        ("active", models.BooleanField(default=True, verbose_name="offered")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "contact_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Working days.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="first contact within",
                            ),
                        ),
                        (
                            "clock_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Working days: 5 for simple matters, 15 for those that several offices work on.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="answered within",
                            ),
                        ),
                        (
                            "publicity",
                            models.CharField(
                                choices=[("choice", "its writer decides"), ("never", "always private")],
                                default="choice",
                                max_length=8,
                                verbose_name="who may read it",
                            ),
                        ),
                        (
                            "keywords",
                            models.TextField(
                                blank=True,
                                help_text="One a line, in any language. They give a hint and decide nothing.",
                                verbose_name="words that point here",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty: offered everywhere. Otherwise this township's own.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="township",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="desk where no rule says more",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "category",
                        "verbose_name_plural": "categories",
                        "ordering": ["position", "slug"],
                    },
                ),
                migrations.CreateModel(
                    name="CategoryQuestion",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("code", models.SlugField(max_length=40, verbose_name="code")),
                        ("label", models.CharField(max_length=200, verbose_name="question")),
                        ("label_en", models.CharField(max_length=200, null=True, verbose_name="question")),
                        ("label_zh_hans", models.CharField(max_length=200, null=True, verbose_name="question")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "text"),
                                    ("number", "number"),
                                    ("date", "date"),
                                    ("choice", "one of several"),
                                    ("choices", "some of several"),
                                ],
                                default="text",
                                max_length=8,
                                verbose_name="kind of reply",
                            ),
                        ),
                        ("required", models.BooleanField(default=False, verbose_name="must be answered")),
                        ("active", models.BooleanField(default=True, verbose_name="asked")),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        ("options", models.JSONField(blank=True, default=list)),
                        (
                            "category",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="feedback.category"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "extra question",
                        "verbose_name_plural": "extra questions",
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Alarm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "level",
                            models.CharField(
                                choices=[
                                    ("due", "the handler was reminded"),
                                    ("overdue", "the office's lead was told"),
                                    ("late", "the level above was told"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("told", models.PositiveSmallIntegerField(default=0, help_text="How many people.")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                        (
                            "clock",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="alarms", to="feedback.clock"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Closing",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("resolved", "resolved"), ("planned", "planned"), ("not_possible", "not possible")],
                                max_length=12,
                                verbose_name="outcome",
                            ),
                        ),
                        ("words", models.CharField(max_length=1000, verbose_name="why")),
                        ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("released", models.BooleanField(blank=True, null=True)),
                        ("returned_because", models.CharField(blank=True, max_length=500)),
                        ("language", models.CharField(blank=True, max_length=12)),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["proposed_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Counter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("prefix", models.CharField(max_length=4)),
                        ("year", models.PositiveSmallIntegerField()),
                        ("last", models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        "constraints": [models.UniqueConstraint(fields=("prefix", "year"), name="counter_once_per_year")],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCategory",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=40)),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("description", models.CharField(blank=True, max_length=200, verbose_name="what belongs here")),
                        (
                            "description_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="what belongs here"),
                        ),
                        (
                            "description_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="what belongs here"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=100, verbose_name="place in the form")),
                        ("active", models.BooleanField(default=True, verbose_name="offered")),
                        ("version", models.PositiveIntegerField(default=1)),
                        (
                            "contact_days",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="Working days.",
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="first contact within",
                            ),
                        ),
                        (
                            "clock_days",
                            models.PositiveSmallIntegerField(
                                default=5,
                                help_text="Working days: 5 for simple matters, 15 for those that several offices work on.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(60),
                                ],
                                verbose_name="answered within",
                            ),
                        ),
                        (
                            "publicity",
                            models.CharField(
                                choices=[("choice", "its writer decides"), ("never", "always private")],
                                default="choice",
                                max_length=8,
                                verbose_name="who may read it",
                            ),
                        ),
                        (
                            "keywords",
                            models.TextField(
                                blank=True,
                                help_text="One a line, in any language. They give a hint and decide nothing.",
                                verbose_name="words that point here",
                            ),
                        ),
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
                                help_text="Empty: offered everywhere. Otherwise this township's own.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                                verbose_name="township",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                                verbose_name="desk where no rule says more",
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
                    ],
                    options={
                        "verbose_name": "historical category",
                        "verbose_name_plural": "historical categories",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCategoryQuestion",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=40, verbose_name="code")),
                        ("label", models.CharField(max_length=200, verbose_name="question")),
                        ("label_en", models.CharField(max_length=200, null=True, verbose_name="question")),
                        ("label_zh_hans", models.CharField(max_length=200, null=True, verbose_name="question")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "text"),
                                    ("number", "number"),
                                    ("date", "date"),
                                    ("choice", "one of several"),
                                    ("choices", "some of several"),
                                ],
                                default="text",
                                max_length=8,
                                verbose_name="kind of reply",
                            ),
                        ),
                        ("required", models.BooleanField(default=False, verbose_name="must be answered")),
                        ("active", models.BooleanField(default=True, verbose_name="asked")),
                        ("position", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                        ("options", models.JSONField(blank=True, default=list)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="feedback.category",
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
                    ],
                    options={
                        "verbose_name": "historical extra question",
                        "verbose_name_plural": "historical extra questions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRoutingRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "order",
                            models.PositiveIntegerField(
                                db_index=True, help_text="Smaller comes first; gaps are fine.", verbose_name="order"
                            ),
                        ),
                        ("active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("suggestion", "suggestion"),
                                    ("question", "question"),
                                    ("help", "help"),
                                    ("complaint", "complaint"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("answer_code", models.SlugField(blank=True, max_length=40, verbose_name="extra question")),
                        ("answer_value", models.CharField(blank=True, max_length=100, verbose_name="its reply")),
                        (
                            "days",
                            models.CharField(
                                blank=True,
                                choices=[("working", "on working days"), ("off", "on days off")],
                                max_length=8,
                                verbose_name="days",
                            ),
                        ),
                        (
                            "from_hour",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="from (hour)",
                            ),
                        ),
                        (
                            "until_hour",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="until (hour)",
                            ),
                        ),
                        ("from_date", models.DateField(blank=True, null=True, verbose_name="from (day)")),
                        ("until_date", models.DateField(blank=True, null=True, verbose_name="until (day, included)")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="why this desk")),
                        ("note_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="why this desk")),
                        ("note_zh_hans", models.CharField(blank=True, max_length=200, null=True, verbose_name="why this desk")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Our own mapping, not stated by a source.", verbose_name="inferred"
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="A township, or a district for all of its townships; empty: anywhere, the whole city included.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="feedback.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.body",
                                verbose_name="desk",
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
                            "place",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="community.place",
                                verbose_name="place",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical routing rule",
                        "verbose_name_plural": "historical routing rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Inquiry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "occasion",
                            models.CharField(choices=[("answer", "with the answer"), ("late", "four weeks later")], max_length=8),
                        ),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "resolved",
                            models.CharField(
                                blank=True, choices=[("yes", "Yes"), ("partly", "Partly"), ("no", "No")], max_length=8
                            ),
                        ),
                        (
                            "satisfied",
                            models.CharField(
                                blank=True, choices=[("yes", "Yes"), ("so_so", "More or less"), ("no", "No")], max_length=8
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=2000)),
                        ("language", models.CharField(blank=True, max_length=12)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="inquiries", to="feedback.answer"
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                        ("reasons", models.ManyToManyField(blank=True, related_name="+", to="feedback.discontentreason")),
                    ],
                    options={
                        "verbose_name_plural": "inquiries",
                        "ordering": ["due_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Note",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(help_text="One per form drawn: the same form makes one note.", unique=True)),
                        ("text", models.TextField(max_length=2000)),
                        ("language", models.CharField(max_length=12)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Mention",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("seen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "note",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="feedback.note"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("text", models.TextField(max_length=2000)),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("reply", models.TextField(blank=True)),
                        ("reply_language", models.CharField(blank=True, max_length=12)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "closed_at",
                            models.DateTimeField(
                                blank=True, help_text="Nobody answered in time, or it was no longer needed.", null=True
                            ),
                        ),
                        (
                            "asked_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Asked",
                    fields=[],
                    options={
                        "proxy": True,
                        "indexes": [],
                        "constraints": [],
                    },
                    bases=("feedback.question",),
                ),
                migrations.CreateModel(
                    name="Report",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(help_text="One per form drawn: the same form makes one report.", unique=True)),
                        (
                            "why",
                            models.CharField(
                                choices=[
                                    ("personal", "It shows somebody's personal data"),
                                    ("insult", "It insults or threatens someone"),
                                    ("untrue", "It says something untrue about someone"),
                                    ("advertising", "It is advertising"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("text", models.TextField(blank=True, max_length=1000)),
                        ("language", models.CharField(blank=True, max_length=12)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.CharField(
                                blank=True, choices=[("acted", "acted on"), ("dismissed", "nothing to do")], max_length=10
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    ],
                    options={
                        "verbose_name": "report",
                        "verbose_name_plural": "reports",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.CharField(
                                blank=True, choices=[("reopen", "taken up again"), ("keep", "stays as it is")], max_length=8
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("language", models.CharField(blank=True, help_text="Of the reason.", max_length=12)),
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
                            "inquiry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="review", to="feedback.inquiry"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="LaterTranslation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("source_hash", models.CharField(max_length=64)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "closing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translations",
                                to="feedback.closing",
                            ),
                        ),
                        (
                            "inquiry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translations",
                                to="feedback.inquiry",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translations",
                                to="feedback.question",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translations",
                                to="feedback.report",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translations",
                                to="feedback.review",
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="RoutingRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "order",
                            models.PositiveIntegerField(
                                db_index=True, help_text="Smaller comes first; gaps are fine.", verbose_name="order"
                            ),
                        ),
                        ("active", models.BooleanField(default=True, verbose_name="in use")),
                        (
                            "kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("suggestion", "suggestion"),
                                    ("question", "question"),
                                    ("help", "help"),
                                    ("complaint", "complaint"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        ("answer_code", models.SlugField(blank=True, max_length=40, verbose_name="extra question")),
                        ("answer_value", models.CharField(blank=True, max_length=100, verbose_name="its reply")),
                        (
                            "days",
                            models.CharField(
                                blank=True,
                                choices=[("working", "on working days"), ("off", "on days off")],
                                max_length=8,
                                verbose_name="days",
                            ),
                        ),
                        (
                            "from_hour",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="from (hour)",
                            ),
                        ),
                        (
                            "until_hour",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="until (hour)",
                            ),
                        ),
                        ("from_date", models.DateField(blank=True, null=True, verbose_name="from (day)")),
                        ("until_date", models.DateField(blank=True, null=True, verbose_name="until (day, included)")),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="why this desk")),
                        ("note_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="why this desk")),
                        ("note_zh_hans", models.CharField(blank=True, max_length=200, null=True, verbose_name="why this desk")),
                        (
                            "inferred",
                            models.BooleanField(
                                default=False, help_text="Our own mapping, not stated by a source.", verbose_name="inferred"
                            ),
                        ),
                        (
                            "area",
                            models.ForeignKey(
                                blank=True,
                                help_text="A township, or a district for all of its townships; empty: anywhere, the whole city included.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="area",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="feedback.category",
                                verbose_name="category",
                            ),
                        ),
                        (
                            "desk",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="desk",
                            ),
                        ),
                        (
                            "place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.place",
                                verbose_name="place",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "routing rule",
                        "verbose_name_plural": "routing rules",
                        "ordering": ["order", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SavedFilter",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=40, verbose_name="name")),
                        ("query", models.CharField(max_length=500)),
                        (
                            "page",
                            models.CharField(
                                choices=[
                                    ("desk_suggestions", "Suggestions"),
                                    ("desk_moderation", "Moderation"),
                                    ("desk_translations", "Translations"),
                                ],
                                default="desk_suggestions",
                                max_length=20,
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Snippet",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("name_en", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(max_length=80, null=True, verbose_name="name")),
                        ("text", models.TextField(max_length=2000, verbose_name="text")),
                        ("text_en", models.TextField(max_length=2000, null=True, verbose_name="text")),
                        ("text_zh_hans", models.TextField(max_length=2000, null=True, verbose_name="text")),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="whose it is",
                            ),
                        ),
                        (
                            "category",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="feedback.category",
                                verbose_name="category",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer snippet",
                        "verbose_name_plural": "answer snippets",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="SuggestionVector",
                    fields=[
                        (
                            "suggestion",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="vector",
                                serialize=False,
                                to="feedback.suggestion",
                            ),
                        ),
                        ("model", models.CharField(db_index=True, max_length=40)),
                        ("values", models.BinaryField()),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddField(
                    model_name="suggestion",
                    name="category",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="suggestions", to="feedback.category"
                    ),
                ),
                migrations.AddField(
                    model_name="suggestion",
                    name="contact",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.contact",
                    ),
                ),
                migrations.AddField(
                    model_name="suggestion",
                    name="desk",
                    field=models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"
                    ),
                ),
                migrations.AddField(
                    model_name="suggestion",
                    name="place",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="community.place",
                    ),
                ),
                migrations.CreateModel(
                    name="StateChange",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "from_state",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("received", "received"),
                                    ("routed", "routed"),
                                    ("seen", "seen"),
                                    ("in_progress", "in progress"),
                                    ("asked", "waiting for its writer"),
                                    ("waiting", "waiting for something else"),
                                    ("forwarded", "forwarded"),
                                    ("closing", "closing proposed"),
                                    ("answered", "answered"),
                                    ("planned", "planned"),
                                    ("resolved", "resolved"),
                                    ("not_possible", "not possible"),
                                    ("duplicate", "duplicate"),
                                    ("withdrawn", "withdrawn by its writer"),
                                    ("reopen_asked", "reopening asked for"),
                                    ("reopened", "reopened"),
                                    ("imported", "from earlier sources"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "to_state",
                            models.CharField(
                                choices=[
                                    ("received", "received"),
                                    ("routed", "routed"),
                                    ("seen", "seen"),
                                    ("in_progress", "in progress"),
                                    ("asked", "waiting for its writer"),
                                    ("waiting", "waiting for something else"),
                                    ("forwarded", "forwarded"),
                                    ("closing", "closing proposed"),
                                    ("answered", "answered"),
                                    ("planned", "planned"),
                                    ("resolved", "resolved"),
                                    ("not_possible", "not possible"),
                                    ("duplicate", "duplicate"),
                                    ("withdrawn", "withdrawn by its writer"),
                                    ("reopen_asked", "reopening asked for"),
                                    ("reopened", "reopened"),
                                    ("imported", "from earlier sources"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "body",
                            models.ForeignKey(
                                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Split",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("reason", models.CharField(max_length=500)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "part",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="split_from", to="feedback.suggestion"
                            ),
                        ),
                        (
                            "whole",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="splits", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="RuleError",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("what", models.CharField(max_length=300)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="errors", to="feedback.routingrule"
                            ),
                        ),
                        (
                            "settled_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="feedback.suggestion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Routing",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("rule", "sent by a rule"),
                                    ("hand_over", "handed over"),
                                    ("send_back", "sent back by its receiver"),
                                ],
                                default="rule",
                                max_length=10,
                            ),
                        ),
                        ("reason_en", models.CharField(blank=True, max_length=600)),
                        ("reason_zh_hans", models.CharField(blank=True, max_length=600)),
                        ("note", models.CharField(blank=True, max_length=500)),
                        ("inferred", models.BooleanField(default=False)),
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
                        (
                            "desk",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                        (
                            "rule",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="feedback.routingrule",
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="routings", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="review",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="feedback.suggestion"
                    ),
                ),
                migrations.CreateModel(
                    name="ReportedUpdate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("update_id", models.CharField(max_length=100)),
                        ("status", models.CharField(choices=[("open", "open"), ("closed", "closed")], max_length=6)),
                        ("description", models.TextField()),
                        ("media_url", models.URLField(blank=True, max_length=500)),
                        ("at", models.DateTimeField()),
                        ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "api_key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="updates", to="feedback.apikey"
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reported_updates",
                                to="feedback.suggestion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="report",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reports", to="feedback.suggestion"
                    ),
                ),
                migrations.AddField(
                    model_name="question",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="feedback.suggestion"
                    ),
                ),
                migrations.CreateModel(
                    name="PublicWords",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("original", models.TextField(blank=True)),
                        ("title", models.CharField(blank=True, max_length=200, verbose_name="title")),
                        ("title_en", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                        ("title_zh_hans", models.CharField(blank=True, max_length=200, null=True, verbose_name="title")),
                        ("text", models.TextField(blank=True, verbose_name="text")),
                        ("text_en", models.TextField(blank=True, null=True, verbose_name="text")),
                        ("text_zh_hans", models.TextField(blank=True, null=True, verbose_name="text")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "suggestion",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="public_words", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "public words",
                    },
                ),
                migrations.CreateModel(
                    name="Provenance",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("facts_id", models.SlugField(max_length=60, unique=True)),
                        ("source", models.URLField(max_length=500)),
                        (
                            "source_kind",
                            models.CharField(
                                choices=[
                                    ("government", "government"),
                                    ("press", "press"),
                                    ("secondary_or_mirror", "reprint or blog"),
                                    ("none", "no source"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("source_date", models.CharField(max_length=20)),
                        ("raised", models.CharField(help_text="When it was raised, as far as the source says.", max_length=20)),
                        ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("speaker", models.CharField(blank=True, max_length=200)),
                        ("place", models.CharField(blank=True, max_length=200)),
                        ("outcome", models.CharField(blank=True, help_text="What the source says came of it.", max_length=200)),
                        (
                            "suggestion",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="provenance", to="feedback.suggestion"
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="note",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="feedback.suggestion"
                    ),
                ),
                migrations.CreateModel(
                    name="ModerationAct",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("release", "released"),
                                    ("hide", "hidden"),
                                    ("redact", "redacted"),
                                    ("restore", "restored"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=500)),
                        ("words", models.JSONField(blank=True, default=dict)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moderation_acts",
                                to="feedback.suggestion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Merge",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("reason", models.CharField(max_length=500)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("undone_at", models.DateTimeField(blank=True, null=True)),
                        ("undone_reason", models.CharField(blank=True, max_length=500)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "undone_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="joined", to="feedback.suggestion"
                            ),
                        ),
                        (
                            "merged",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="merges", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Involvement",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("kind", models.CharField(choices=[("consult", "consulted"), ("inform", "informed")], max_length=8)),
                        ("words", models.CharField(blank=True, max_length=1000)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_at", models.DateTimeField(blank=True, null=True)),
                        ("reply", models.TextField(blank=True)),
                        ("replied_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "asked_by",
                            models.ForeignKey(
                                help_text="The body that held it then.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "replied_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="involvements", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Intake",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("token", models.CharField(max_length=40, unique=True)),
                        ("account_id", models.CharField(blank=True, max_length=100)),
                        ("address", models.CharField(blank=True, max_length=300)),
                        ("media_url", models.URLField(blank=True, max_length=500)),
                        (
                            "api_key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="intakes", to="feedback.apikey"
                            ),
                        ),
                        (
                            "suggestion",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="intake", to="feedback.suggestion"
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="inquiry",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="inquiries", to="feedback.suggestion"
                    ),
                ),
                migrations.CreateModel(
                    name="Follow",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("language", models.CharField(max_length=10)),
                        ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("told", models.BigIntegerField(default=0)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Dispatch",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "on its way"),
                                    ("sent", "told"),
                                    ("seen", "seen by an officer"),
                                    ("nobody", "nobody there; the level above was told"),
                                    ("failed", "could not be delivered"),
                                    ("stuck", "told, and nobody looked at it"),
                                ],
                                default="pending",
                                max_length=8,
                            ),
                        ),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("next_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("seen_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "body",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.body"),
                        ),
                        (
                            "involvement",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispatch",
                                to="feedback.involvement",
                            ),
                        ),
                        (
                            "routing",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="dispatch",
                                to="feedback.routing",
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="dispatches", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="closing",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="closings", to="feedback.suggestion"
                    ),
                ),
                migrations.AddField(
                    model_name="clock",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clocks", to="feedback.suggestion"
                    ),
                ),
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("position", models.PositiveSmallIntegerField(default=1)),
                        (
                            "file",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.file"
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("since", models.DateTimeField(default=django.utils.timezone.now)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        (
                            "officer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="assignments", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["since", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="answer",
                    name="suggestion",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="feedback.suggestion"
                    ),
                ),
                migrations.CreateModel(
                    name="SuggestionTranslation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("source_hash", models.CharField(max_length=64)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Support",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "quiet_at",
                            models.DateTimeField(blank=True, help_text="The voice counts, its person wants no mail.", null=True),
                        ),
                        (
                            "asked",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.contact",
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="community.contact",
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="supports", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="TranslationRequest",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("claimed_at", models.DateTimeField(blank=True, null=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.answer",
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
                            "closing",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.closing",
                            ),
                        ),
                        (
                            "inquiry",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.inquiry",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.question",
                            ),
                        ),
                        (
                            "report",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.report",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.review",
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="translation_requests",
                                to="feedback.suggestion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["created_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Unmasking",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("reason", models.CharField(max_length=500)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                            ),
                        ),
                        (
                            "suggestion",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="unmaskings", to="feedback.suggestion"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="AnswerTranslation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("text", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("source_hash", models.CharField(max_length=64)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="feedback.answer"
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                    ],
                    options={
                        "abstract": False,
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by__isnull", True),
                                    models.Q(("checked_by", models.F("by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="answertranslation_checked_by_another",
                                violation_error_message="Nobody checks their own translation.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="answertranslation_checked_by_someone",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True), name="answertranslation_says_something"
                            ),
                            models.UniqueConstraint(fields=("answer", "language"), name="answer_translation_once"),
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="apikey",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("hourly_limit__gte", 1), ("hourly_limit__lte", 5000)),
                        name="api_key_limit_in_reason",
                        violation_error_message="Between 1 and 5,000 an hour.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="apikey",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="api_key_revoked_by_someone",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="category",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("clock_days__gte", 1), ("clock_days__lte", 60), ("contact_days__gte", 1)),
                        name="category_promises_working_days",
                        violation_error_message="Promise between 1 and 60 working days.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="categoryquestion",
                    constraint=models.UniqueConstraint(
                        fields=("category", "code"),
                        name="category_question_once_per_code",
                        violation_error_message="This category has a question with this code already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alarm",
                    constraint=models.UniqueConstraint(fields=("clock", "level"), name="alarm_once_per_level"),
                ),
                migrations.AddIndex(
                    model_name="mention",
                    index=models.Index(condition=models.Q(("seen_at__isnull", True)), fields=["person"], name="mention_unseen"),
                ),
                migrations.AddConstraint(
                    model_name="mention",
                    constraint=models.UniqueConstraint(fields=("note", "person"), name="mention_once_per_note"),
                ),
                migrations.AddField(
                    model_name="translationrequest",
                    name="asked",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_requests",
                        to="feedback.asked",
                    ),
                ),
                migrations.AddField(
                    model_name="latertranslation",
                    name="asked",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked_translations",
                        to="feedback.asked",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="routingrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer_code", ""), ("answer_value", "")),
                            models.Q(models.Q(("answer_code", ""), _negated=True), models.Q(("answer_value", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="routing_rule_question_with_reply",
                        violation_error_message="Name the extra question and its reply, or neither.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="routingrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_hour", None), ("until_hour", None)),
                            models.Q(("from_hour__lt", models.F("until_hour")), ("until_hour__lte", 24)),
                            _connector="OR",
                        ),
                        name="routing_rule_hours_in_order",
                        violation_error_message="The hours go from an earlier to a later one.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="routingrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("from_date", None), ("until_date", None), ("from_date__lte", models.F("until_date")), _connector="OR"
                        ),
                        name="routing_rule_days_in_order",
                        violation_error_message="The days go from an earlier to a later one.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="savedfilter",
                    constraint=models.UniqueConstraint(
                        fields=("user", "page", "name"),
                        name="saved_filter_once_per_name",
                        violation_error_message="You have a filter with this name already.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(fields=["public_state", "body", "-created_at"], name="suggestion_public"),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(fields=["desk", "state", "created_at"], name="suggestion_queue"),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(fields=["desk", "id"], name="suggestion_by_desk"),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(("state__in", ("routed", "seen", "reopened"))),
                        fields=["desk", "id"],
                        name="suggestion_arrived",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(("state__in", ("routed", "seen", "reopened"))),
                        fields=["id", "desk"],
                        name="suggestion_arrived_any",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(("state__in", ("in_progress", "asked", "waiting", "forwarded", "closing"))),
                        fields=["desk", "id"],
                        name="suggestion_in_hand",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(("state__in", ("in_progress", "asked", "waiting", "forwarded", "closing"))),
                        fields=["id", "desk"],
                        name="suggestion_in_hand_any",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                (
                                    "received",
                                    "routed",
                                    "seen",
                                    "reopened",
                                    "in_progress",
                                    "asked",
                                    "waiting",
                                    "forwarded",
                                    "closing",
                                    "reopen_asked",
                                ),
                            )
                        ),
                        fields=["due_at", "id", "desk"],
                        name="suggestion_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(condition=models.Q(("bounces__gt", 0)), fields=["id", "desk"], name="suggestion_bounced"),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(("state__in", ("answered", "planned", "resolved", "not_possible"))),
                        fields=["id", "desk"],
                        name="suggestion_concluded",
                    ),
                ),
                migrations.AddIndex(
                    model_name="suggestion",
                    index=models.Index(
                        condition=models.Q(("imported", False), ("public_state", "awaiting")),
                        fields=["created_at", "id", "contact", "body"],
                        name="suggestion_awaiting",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("imported", True), ("public_wish", True), ("public_state", "private"), _connector="OR"
                        ),
                        name="suggestion_public_only_by_wish",
                        violation_error_message="Only what its writer agreed to make public can become public.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True), ("public_state", "private"), _connector="OR"
                        ),
                        name="suggestion_withdrawn_is_private",
                        violation_error_message="What was withdrawn is not public.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(("latitude__range", (30.6, 32.0)), ("longitude__range", (120.8, 122.3))),
                            _connector="OR",
                        ),
                        name="suggestion_point_whole_and_in_shanghai",
                        violation_error_message="This point is not in Shanghai.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="suggestion_says_something",
                        violation_error_message="Write something first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("imported", False), models.Q(("state", "imported"), _negated=True)),
                            models.Q(
                                ("contact__isnull", True), ("imported", True), ("public_wish", False), ("state", "imported")
                            ),
                            _connector="OR",
                        ),
                        name="suggestion_history_has_no_writer",
                        violation_error_message="Imported history has no writer and no state of its own.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("imported", True), ("desk__isnull", False), _connector="OR"),
                        name="suggestion_never_without_desk",
                        violation_error_message="Every suggestion is on a desk.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="split",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("whole", models.F("part")), _negated=True), name="split_of_two"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="split",
                    constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="split_says_why"),
                ),
                migrations.AddConstraint(
                    model_name="ruleerror",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("settled_at__isnull", True)), fields=("rule",), name="rule_error_one_open"
                    ),
                ),
                migrations.AddIndex(
                    model_name="routing",
                    index=models.Index(fields=["desk", "suggestion"], name="routing_by_desk"),
                ),
                migrations.AddIndex(
                    model_name="routing",
                    index=models.Index(fields=["suggestion", "desk"], name="routing_by_suggestion"),
                ),
                migrations.AddConstraint(
                    model_name="routing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(models.Q(("reason_en", ""), _negated=True), models.Q(("reason_zh_hans", ""), _negated=True)),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="routing_says_why",
                        violation_error_message="Say why it goes there.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="review",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("decision", ""), ("reason", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="review_decided_with_a_reason",
                        violation_error_message="Say why.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="review",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)), fields=("suggestion",), name="review_one_open"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reportedupdate",
                    constraint=models.UniqueConstraint(
                        fields=("api_key", "update_id"),
                        name="reported_update_once",
                        violation_error_message="This update was sent before.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="report",
                    index=models.Index(condition=models.Q(("decided_at__isnull", True)), fields=["at"], name="report_open"),
                ),
                migrations.AddConstraint(
                    model_name="report",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("decision", ""), ("reason", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_decided_with_a_reason",
                        violation_error_message="Say why.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="question",
                    index=models.Index(
                        condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True)),
                        fields=["expires_at"],
                        name="question_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True)),
                        fields=("suggestion",),
                        name="question_one_open",
                        violation_error_message="A question to the writer is open already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("asked_at"))), name="question_ends_after_it_is_asked"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("reply", "")),
                            models.Q(("answered_at__isnull", False), models.Q(("reply", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="question_reply_says_something",
                        violation_error_message="Write something first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answered_at__isnull", True), ("closed_at__isnull", True), _connector="OR"),
                        name="question_answered_or_closed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="question",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="question_asks_something",
                        violation_error_message="Write something first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="provenance",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="provenance_names_its_source"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="note",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="note_says_something",
                        violation_error_message="Write something first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="moderationact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("act", "release"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="moderation_act_says_why",
                        violation_error_message="Say why.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)),
                        fields=("merged",),
                        name="merge_into_one_only",
                        violation_error_message="It is joined with another already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("merged", models.F("kept")), _negated=True),
                        name="merge_of_two",
                        violation_error_message="A suggestion can't be joined with itself.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="merge_says_why"),
                ),
                migrations.AddConstraint(
                    model_name="merge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at__isnull", True), ("undone_by__isnull", True)),
                            models.Q(
                                ("undone_at__isnull", False),
                                ("undone_by__isnull", False),
                                models.Q(("undone_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="merge_undone_by_someone_who_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="involvement",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("replied_at__isnull", True)),
                        fields=("suggestion", "body", "kind"),
                        name="involvement_once_at_a_time",
                        violation_error_message="This body has been asked or told already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="involvement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", True), ("kind", "inform")),
                            models.Q(("due_at__isnull", False), ("kind", "consult"), models.Q(("words", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="involvement_consults_with_a_question",
                        violation_error_message="Say what you want to know.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="involvement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")),
                            models.Q(
                                ("kind", "consult"),
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="involvement_replied_by_someone",
                    ),
                ),
                migrations.AddIndex(
                    model_name="inquiry",
                    index=models.Index(
                        condition=models.Q(("cancelled_at__isnull", True), ("sent_at__isnull", True)),
                        fields=["due_at"],
                        name="inquiry_due",
                    ),
                ),
                migrations.AddIndex(
                    model_name="inquiry",
                    index=models.Index(fields=["body", "answered_at"], name="inquiry_by_body"),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.UniqueConstraint(fields=("answer", "occasion"), name="inquiry_once_per_occasion"),
                ),
                migrations.AddConstraint(
                    model_name="inquiry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("resolved", ""), ("satisfied", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("resolved", ""), _negated=True),
                                models.Q(("satisfied", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="inquiry_answers_both_apart",
                        violation_error_message="Please answer both questions.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="follow",
                    index=models.Index(
                        condition=models.Q(("confirmed_at__isnull", False), ("ended_at__isnull", True)),
                        fields=["suggestion"],
                        name="follow_active",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="follow",
                    constraint=models.UniqueConstraint(fields=("suggestion", "contact"), name="follow_once_per_contact"),
                ),
                migrations.AddIndex(
                    model_name="dispatch",
                    index=models.Index(fields=["state", "next_at"], name="dispatch_due"),
                ),
                migrations.AddConstraint(
                    model_name="dispatch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("involvement__isnull", True), ("routing__isnull", False)),
                            models.Q(("involvement__isnull", False), ("routing__isnull", True)),
                            _connector="OR",
                        ),
                        name="dispatch_brings_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("decided_at__isnull", True)),
                        fields=("suggestion",),
                        name="closing_one_open",
                        violation_error_message="A closing has been proposed already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released", True), _negated=True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="closing_released_by_a_second_person",
                        violation_error_message="Nobody releases their own proposal.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released", False), _negated=True),
                            models.Q(("returned_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="closing_returned_with_reason",
                        violation_error_message="Say why.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="closing",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True),
                        name="closing_says_why",
                        violation_error_message="Say why.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(
                        condition=models.Q(("stopped_at__isnull", True)), fields=["remind_at"], name="clock_running_remind"
                    ),
                ),
                migrations.AddIndex(
                    model_name="clock",
                    index=models.Index(
                        condition=models.Q(("stopped_at__isnull", True)), fields=["due_at"], name="clock_running_due"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="clock",
                    constraint=models.CheckConstraint(condition=models.Q(("days__gte", 1)), name="clock_promises_something"),
                ),
                migrations.AddConstraint(
                    model_name="clock",
                    constraint=models.UniqueConstraint(fields=("suggestion", "kind", "round"), name="clock_once_per_round"),
                ),
                migrations.AddConstraint(
                    model_name="attachment",
                    constraint=models.UniqueConstraint(fields=("suggestion", "position"), name="attachment_one_per_position"),
                ),
                migrations.AddConstraint(
                    model_name="assignment",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("suggestion",),
                        name="assignment_one_at_a_time",
                        violation_error_message="Someone works on this already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assignment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="assignment_ends_after_it_begins",
                    ),
                ),
                migrations.AddIndex(
                    model_name="answer",
                    index=models.Index(
                        condition=models.Q(("released_at__isnull", True), ("submitted_at__isnull", False)),
                        fields=["body", "suggestion", "drafted_by", "submitted_by", "id"],
                        name="answer_to_release",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("released_by__isnull", True),
                            models.Q(
                                models.Q(("released_by", models.F("drafted_by")), _negated=True),
                                models.Q(("released_by", models.F("submitted_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answer_released_by_a_second_person",
                        violation_error_message="Nobody releases their own answer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("released_at__isnull", True), ("released_by__isnull", True)),
                            models.Q(
                                ("released_at__isnull", False), ("released_by__isnull", False), ("submitted_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="answer_released_once_submitted",
                        violation_error_message="Only what was submitted can be released.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_submitted_by_someone",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("sent_back_at__isnull", True), models.Q(("sent_back_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="answer_sent_back_with_reason",
                        violation_error_message="Say why you send it back.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("came_from", ""), ("came_on__isnull", True)),
                            models.Q(models.Q(("came_from", ""), _negated=True), ("came_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="answer_by_mail_says_whose_and_when",
                        violation_error_message="Say which office wrote it, and when.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="answer_says_something",
                        violation_error_message="Write something first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("suggestion",),
                        name="answer_one_open",
                        violation_error_message="There is a draft already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestiontranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True), models.Q(("checked_by", models.F("by")), _negated=True), _connector="OR"
                        ),
                        name="suggestiontranslation_checked_by_another",
                        violation_error_message="Nobody checks their own translation.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestiontranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="suggestiontranslation_checked_by_someone",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestiontranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="suggestiontranslation_says_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="suggestiontranslation",
                    constraint=models.UniqueConstraint(fields=("suggestion", "language"), name="suggestion_translation_once"),
                ),
                migrations.AddConstraint(
                    model_name="support",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("contact__isnull", False)),
                        fields=("suggestion", "contact"),
                        name="support_once_per_person",
                        violation_error_message="You support this already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="unmasking",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="unmasking_says_why",
                        violation_error_message="Say why you need to see it.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="translationrequest",
                    index=models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["created_at", "id"],
                        name="translation_request_waiting",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answer__isnull", False), ("done_at__isnull", True)),
                        fields=("answer", "language"),
                        name="translation_request_one_open_answer",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("question__isnull", False)),
                        fields=("question", "language"),
                        name="translation_request_one_open_question",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("inquiry__isnull", False)),
                        fields=("inquiry", "language"),
                        name="translation_request_one_open_inquiry",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("report__isnull", False)),
                        fields=("report", "language"),
                        name="translation_request_one_open_report",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closing__isnull", False), ("done_at__isnull", True)),
                        fields=("closing", "language"),
                        name="translation_request_one_open_closing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True), ("review__isnull", False)),
                        fields=("review", "language"),
                        name="translation_request_one_open_review",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(
                            ("answer__isnull", True),
                            ("asked__isnull", True),
                            ("closing__isnull", True),
                            ("done_at__isnull", True),
                            ("inquiry__isnull", True),
                            ("question__isnull", True),
                            ("report__isnull", True),
                            ("review__isnull", True),
                        ),
                        fields=("suggestion", "language"),
                        name="translation_request_one_open",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="translationrequest",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("asked__isnull", False), ("done_at__isnull", True)),
                        fields=("asked", "language"),
                        name="translation_request_one_open_asked",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("checked_by__isnull", True), models.Q(("checked_by", models.F("by")), _negated=True), _connector="OR"
                        ),
                        name="latertranslation_checked_by_another",
                        violation_error_message="Nobody checks their own translation.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                            models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="latertranslation_checked_by_someone",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="latertranslation_says_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("question__isnull", False)),
                        fields=("question", "language"),
                        name="later_translation_once_question",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("inquiry__isnull", False)),
                        fields=("inquiry", "language"),
                        name="later_translation_once_inquiry",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("report__isnull", False)),
                        fields=("report", "language"),
                        name="later_translation_once_report",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closing__isnull", False)),
                        fields=("closing", "language"),
                        name="later_translation_once_closing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("review__isnull", False)),
                        fields=("review", "language"),
                        name="later_translation_once_review",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked__isnull", True),
                                ("closing__isnull", True),
                                ("inquiry__isnull", True),
                                ("question__isnull", False),
                                ("report__isnull", True),
                                ("review__isnull", True),
                            ),
                            models.Q(
                                ("asked__isnull", True),
                                ("closing__isnull", True),
                                ("inquiry__isnull", False),
                                ("question__isnull", True),
                                ("report__isnull", True),
                                ("review__isnull", True),
                            ),
                            models.Q(
                                ("asked__isnull", True),
                                ("closing__isnull", True),
                                ("inquiry__isnull", True),
                                ("question__isnull", True),
                                ("report__isnull", False),
                                ("review__isnull", True),
                            ),
                            models.Q(
                                ("asked__isnull", False),
                                ("closing__isnull", True),
                                ("inquiry__isnull", True),
                                ("question__isnull", True),
                                ("report__isnull", True),
                                ("review__isnull", True),
                            ),
                            models.Q(
                                ("asked__isnull", True),
                                ("closing__isnull", False),
                                ("inquiry__isnull", True),
                                ("question__isnull", True),
                                ("report__isnull", True),
                                ("review__isnull", True),
                            ),
                            models.Q(
                                ("asked__isnull", True),
                                ("closing__isnull", True),
                                ("inquiry__isnull", True),
                                ("question__isnull", True),
                                ("report__isnull", True),
                                ("review__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="later_translation_of_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="latertranslation",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("asked__isnull", False)),
                        fields=("asked", "language"),
                        name="later_translation_once_asked",
                    ),
                ),
            ]
        ),
        migrations.RunPython(pgvector.add_column, pgvector.drop_column),
    ]
