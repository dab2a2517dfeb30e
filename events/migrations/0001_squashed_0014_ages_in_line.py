"""All tables as they stood on 2026-11-22, for a new site: the steps one by one take minutes. Old sites go on by the steps."""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import events.models.feed
import events.models.registration
import events.models.waiting
from community.migrations._at_once import MakeTables


class Migration(migrations.Migration):
    replaces = [
        ("events", "0001_initial"),
        ("events", "0002_offer"),
        ("events", "0003_tickets_and_attendance"),
        ("events", "0004_households_questions"),
        ("events", "0005_small_children_from_two"),
        ("events", "0006_waitlist"),
        ("events", "0007_rules_limits_holds"),
        ("events", "0008_calendars_and_reminders"),
        ("events", "0009_skip_reasons"),
        ("events", "0010_group_messages"),
        ("events", "0011_volunteers"),
        ("events", "0012_moves_write_no_key"),
        ("events", "0013_begun_once"),
        ("events", "0014_ages_in_line"),
    ]

    initial = True

    dependencies = [("community", "0001_squashed_0019_search_words_apart"), ("community", "__first__")]

    operations = [
        MakeTables(
            [
                migrations.CreateModel(
                    name="Offer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("seats", models.PositiveSmallIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                    ],
                    options={
                        "verbose_name": "offer",
                        "verbose_name_plural": "offers",
                        "ordering": ["made_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Option",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("label", models.CharField(max_length=120, verbose_name="option")),
                        ("label_en", models.CharField(max_length=120, null=True, verbose_name="option")),
                        ("label_zh_hans", models.CharField(max_length=120, null=True, verbose_name="option")),
                        ("places", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places at each date")),
                        (
                            "takes",
                            models.CharField(
                                choices=[("party", "one place for the whole party"), ("person", "one place for each seat")],
                                default="party",
                                max_length=6,
                                verbose_name="a choice takes",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "option",
                        "verbose_name_plural": "options",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("serial", models.CharField(default=events.models.feed.new_serial, max_length=16, unique=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "calendar address",
                        "verbose_name_plural": "calendar addresses",
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=80, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("culture", "culture and arts"),
                                    ("festival", "festival"),
                                    ("food", "food and tea"),
                                    ("family", "family day"),
                                    ("sport", "sport"),
                                    ("tour", "tour and visit"),
                                    ("talk", "talk and forum"),
                                    ("advice", "advice and legal clinic"),
                                    ("health", "health"),
                                    ("jobs", "jobs and talent"),
                                    ("fair", "fair"),
                                    ("volunteering", "volunteering and charity"),
                                    ("milestone", "opening or signing"),
                                ],
                                max_length=14,
                                verbose_name="kind",
                            ),
                        ),
                        ("title", models.CharField(max_length=160, verbose_name="title")),
                        ("title_en", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("title_zh_hans", models.CharField(max_length=160, null=True, verbose_name="title")),
                        ("summary", models.CharField(blank=True, max_length=300, verbose_name="summary")),
                        ("summary_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="summary")),
                        ("summary_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="summary")),
                        ("description", models.TextField(blank=True, help_text="Markdown.", verbose_name="description")),
                        (
                            "description_en",
                            models.TextField(blank=True, help_text="Markdown.", null=True, verbose_name="description"),
                        ),
                        (
                            "description_zh_hans",
                            models.TextField(blank=True, help_text="Markdown.", null=True, verbose_name="description"),
                        ),
                        ("bring", models.CharField(blank=True, max_length=300, verbose_name="what to bring")),
                        ("bring_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="what to bring")),
                        ("bring_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="what to bring")),
                        ("access", models.CharField(blank=True, max_length=300, verbose_name="access")),
                        ("access_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="access")),
                        ("access_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="access")),
                        (
                            "cost_note",
                            models.CharField(
                                blank=True, help_text="Empty means free of charge.", max_length=160, verbose_name="cost"
                            ),
                        ),
                        (
                            "cost_note_en",
                            models.CharField(
                                blank=True,
                                help_text="Empty means free of charge.",
                                max_length=160,
                                null=True,
                                verbose_name="cost",
                            ),
                        ),
                        (
                            "cost_note_zh_hans",
                            models.CharField(
                                blank=True,
                                help_text="Empty means free of charge.",
                                max_length=160,
                                null=True,
                                verbose_name="cost",
                            ),
                        ),
                        ("meeting_point", models.CharField(blank=True, max_length=200, verbose_name="meeting point")),
                        (
                            "meeting_point_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="meeting point"),
                        ),
                        (
                            "meeting_point_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="meeting point"),
                        ),
                        ("min_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="from age")),
                        ("max_age", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="to age")),
                        (
                            "booking",
                            models.CharField(
                                choices=[
                                    ("each", "for each date"),
                                    ("all", "for all dates together, as a course"),
                                    ("either", "for single dates or for all together"),
                                ],
                                default="each",
                                max_length=6,
                                verbose_name="registration",
                            ),
                        ),
                        ("largest_party", models.PositiveSmallIntegerField(default=5, verbose_name="largest party")),
                        (
                            "guardian",
                            models.CharField(
                                choices=[
                                    ("nobody", "everybody may come alone"),
                                    ("children", "children up to 12 come with an adult"),
                                    ("minors", "everyone under 18 comes with an adult"),
                                ],
                                default="children",
                                max_length=8,
                                verbose_name="children",
                            ),
                        ),
                        (
                            "lap_infants",
                            models.BooleanField(default=False, verbose_name="children under two sit on a lap and take no seat"),
                        ),
                        (
                            "answers_kept_days",
                            models.PositiveSmallIntegerField(default=14, verbose_name="days for which answers are kept"),
                        ),
                        (
                            "source_language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="written in",
                            ),
                        ),
                        ("is_demo", models.BooleanField(default=False, help_text="Invented for the demo, and shown as such.")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("published_at", models.DateTimeField(blank=True, null=True)),
                        ("one_language_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancellation_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "cancellation_reason_en",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="reason"),
                        ),
                        (
                            "cancellation_reason_zh_hans",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="reason"),
                        ),
                        ("key", models.UUIDField(blank=True, editable=False, null=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                                verbose_name="organised by",
                            ),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "created_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "one_language_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who decided to publish it in one language only.",
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
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.place",
                                verbose_name="place",
                            ),
                        ),
                        (
                            "poster",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.file",
                            ),
                        ),
                        (
                            "published_by",
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
                        "verbose_name": "event",
                        "verbose_name_plural": "events",
                    },
                ),
                migrations.CreateModel(
                    name="EventDate",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("starts_at", models.DateTimeField(verbose_name="starts")),
                        ("ends_at", models.DateTimeField(verbose_name="ends")),
                        ("capacity", models.PositiveIntegerField(verbose_name="seats")),
                        ("seats_taken", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "opens_at",
                            models.DateTimeField(
                                blank=True, help_text="Empty: at once.", null=True, verbose_name="registration opens"
                            ),
                        ),
                        ("queued_since", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "closes_at",
                            models.DateTimeField(
                                blank=True, help_text="Empty: when it starts.", null=True, verbose_name="registration closes"
                            ),
                        ),
                        (
                            "door_reserve",
                            models.PositiveIntegerField(
                                default=0,
                                help_text="Seats given out on the spot only, to those who come without registering.",
                                verbose_name="kept for the door",
                            ),
                        ),
                        (
                            "minimum",
                            models.PositiveIntegerField(
                                default=0, help_text="It takes place from so many people on.", verbose_name="people needed"
                            ),
                        ),
                        ("decide_at", models.DateTimeField(blank=True, null=True, verbose_name="decided by")),
                        ("takes_place_at", models.DateTimeField(blank=True, null=True)),
                        ("drop_in", models.BooleanField(default=False, verbose_name="come without registering")),
                        ("meeting_point", models.CharField(blank=True, max_length=200, verbose_name="meeting point")),
                        (
                            "meeting_point_en",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="meeting point"),
                        ),
                        (
                            "meeting_point_zh_hans",
                            models.CharField(blank=True, max_length=200, null=True, verbose_name="meeting point"),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        ("note_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="note")),
                        ("note_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="note")),
                        ("sequence", models.PositiveIntegerField(default=0, editable=False)),
                        ("freed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "cancellation_cause",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("typhoon", "typhoon or storm"),
                                    ("heat", "heat"),
                                    ("air", "air quality"),
                                    ("other", "another reason"),
                                ],
                                max_length=8,
                                verbose_name="cause",
                            ),
                        ),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("cancellation_reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        (
                            "cancellation_reason_en",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="reason"),
                        ),
                        (
                            "cancellation_reason_zh_hans",
                            models.CharField(blank=True, max_length=300, null=True, verbose_name="reason"),
                        ),
                        (
                            "cancelled_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="dates", to="events.event"
                            ),
                        ),
                        (
                            "makes_up_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="made_up_by",
                                to="events.eventdate",
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
                        (
                            "takes_place_by",
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
                        "verbose_name": "date",
                        "verbose_name_plural": "dates",
                        "ordering": ["starts_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="DoorLink",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("label", models.CharField(blank=True, max_length=60, verbose_name="for whom")),
                        ("opens_at", models.DateTimeField(verbose_name="works from")),
                        ("closes_at", models.DateTimeField(verbose_name="works until")),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "made_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="door_links", to="events.eventdate"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "door link",
                        "verbose_name_plural": "door links",
                        "ordering": ["made_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="EventLanguage",
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
                                verbose_name="language",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="languages", to="events.event"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="GroupMessage",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "group",
                            models.CharField(
                                choices=[
                                    ("confirmed", "those with confirmed seats"),
                                    ("waiting", "those on the waiting list"),
                                    ("came", "those who came"),
                                    ("missed", "those who had seats and did not come"),
                                ],
                                max_length=10,
                                verbose_name="to whom",
                            ),
                        ),
                        ("subject", models.CharField(max_length=120, verbose_name="subject")),
                        ("subject_en", models.CharField(max_length=120, null=True, verbose_name="subject")),
                        ("subject_zh_hans", models.CharField(max_length=120, null=True, verbose_name="subject")),
                        ("text", models.TextField(verbose_name="text")),
                        ("text_en", models.TextField(null=True, verbose_name="text")),
                        ("text_zh_hans", models.TextField(null=True, verbose_name="text")),
                        ("key", models.UUIDField(editable=False, unique=True)),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "date",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.eventdate",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.event"),
                        ),
                        (
                            "written_by",
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
                        "verbose_name": "message to a group",
                        "verbose_name_plural": "messages to groups",
                        "ordering": ["-written_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Hold",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("seats", models.PositiveSmallIntegerField()),
                        ("expires_at", models.DateTimeField(db_index=True)),
                        ("prolonged_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="events.eventdate"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "hold",
                        "verbose_name_plural": "holds",
                    },
                ),
                migrations.CreateModel(
                    name="Household",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "contact",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "household",
                        "verbose_name_plural": "households",
                    },
                ),
                migrations.CreateModel(
                    name="Limit",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "counts",
                            models.CharField(
                                choices=[
                                    ("children", "children up to 12"),
                                    ("asked", "those who ask for it in the form"),
                                    ("others", "those for whom nothing is kept"),
                                ],
                                max_length=8,
                                verbose_name="counts",
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=80, verbose_name="name")),
                        ("name_en", models.CharField(blank=True, max_length=80, null=True, verbose_name="name")),
                        ("name_zh_hans", models.CharField(blank=True, max_length=80, null=True, verbose_name="name")),
                        ("places", models.PositiveIntegerField(verbose_name="places")),
                        ("taken", models.PositiveIntegerField(default=0, editable=False)),
                        ("melts_at", models.DateTimeField(blank=True, null=True)),
                        ("melted_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="limits", to="events.eventdate"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "limit",
                        "verbose_name_plural": "limits",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Member",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        ("chinese_name", models.CharField(blank=True, max_length=60, verbose_name="Chinese name")),
                        (
                            "age_band",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0-1", "under 2"),
                                    ("2-5", "2 to 5"),
                                    ("6-12", "6 to 12"),
                                    ("13-17", "13 to 17"),
                                    ("18-59", "18 to 59"),
                                    ("60+", "60 and older"),
                                ],
                                max_length=6,
                                verbose_name="age",
                            ),
                        ),
                        ("needs", models.CharField(blank=True, max_length=300, verbose_name="needs")),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="email")),
                        ("key", models.UUIDField(editable=False, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "household",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="members", to="events.household"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "member",
                        "verbose_name_plural": "members",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Move",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("from_starts_at", models.DateTimeField()),
                        ("from_ends_at", models.DateTimeField()),
                        (
                            "cause",
                            models.CharField(
                                choices=[
                                    ("typhoon", "typhoon or storm"),
                                    ("heat", "heat"),
                                    ("air", "air quality"),
                                    ("other", "another reason"),
                                ],
                                max_length=8,
                                verbose_name="cause",
                            ),
                        ),
                        ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                        ("reason_en", models.CharField(blank=True, max_length=300, null=True, verbose_name="reason")),
                        ("reason_zh_hans", models.CharField(blank=True, max_length=300, null=True, verbose_name="reason")),
                        ("moved_at", models.DateTimeField()),
                        ("told_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="events.eventdate"
                            ),
                        ),
                        (
                            "from_place",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="community.place",
                            ),
                        ),
                        (
                            "moved_by",
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
                        "verbose_name": "move",
                        "verbose_name_plural": "moves",
                        "ordering": ["moved_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="OfferAnswer",
                    fields=[
                        (
                            "offer",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="answer",
                                serialize=False,
                                to="events.offer",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("accepted", "accepted"),
                                    ("declined", "declined"),
                                    ("expired", "not answered in time"),
                                    ("withdrawn", "withdrawn, the date was called off"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "verbose_name": "answer to an offer",
                        "verbose_name_plural": "answers to offers",
                    },
                ),
                migrations.CreateModel(
                    name="OptionPlaces",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("places", models.PositiveSmallIntegerField()),
                        ("taken", models.PositiveSmallIntegerField(default=0)),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.eventdate"
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.option"),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "option places",
                    },
                ),
                migrations.CreateModel(
                    name="PastEvent",
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
                        ("fact_id", models.SlugField(max_length=80, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("culture", "culture and arts"),
                                    ("festival", "festival"),
                                    ("food", "food and tea"),
                                    ("family", "family day"),
                                    ("sport", "sport"),
                                    ("tour", "tour and visit"),
                                    ("talk", "talk and forum"),
                                    ("advice", "advice and legal clinic"),
                                    ("health", "health"),
                                    ("jobs", "jobs and talent"),
                                    ("fair", "fair"),
                                    ("volunteering", "volunteering and charity"),
                                    ("milestone", "opening or signing"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("title_en", models.CharField(max_length=200, null=True)),
                        ("title_zh_hans", models.CharField(max_length=200, null=True)),
                        ("summary", models.TextField(blank=True)),
                        ("summary_en", models.TextField(blank=True, null=True)),
                        ("summary_zh_hans", models.TextField(blank=True, null=True)),
                        ("held_on", models.DateField(blank=True, null=True)),
                        (
                            "held_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year"), ("unknown", "unknown")],
                                default="unknown",
                                max_length=8,
                            ),
                        ),
                        (
                            "held_note",
                            models.CharField(
                                blank=True, help_text="The date as its source gives it, where it is vague.", max_length=80
                            ),
                        ),
                        (
                            "held_note_en",
                            models.CharField(
                                blank=True,
                                help_text="The date as its source gives it, where it is vague.",
                                max_length=80,
                                null=True,
                            ),
                        ),
                        (
                            "held_note_zh_hans",
                            models.CharField(
                                blank=True,
                                help_text="The date as its source gives it, where it is vague.",
                                max_length=80,
                                null=True,
                            ),
                        ),
                        ("place_text", models.CharField(blank=True, max_length=200)),
                        ("place_text_en", models.CharField(blank=True, max_length=200, null=True)),
                        ("place_text_zh_hans", models.CharField(blank=True, max_length=200, null=True)),
                        ("organiser", models.CharField(blank=True, max_length=300)),
                        ("organiser_en", models.CharField(blank=True, max_length=300, null=True)),
                        ("organiser_zh_hans", models.CharField(blank=True, max_length=300, null=True)),
                        ("attendance", models.CharField(blank=True, help_text="As the source states it.", max_length=200)),
                        (
                            "attendance_en",
                            models.CharField(blank=True, help_text="As the source states it.", max_length=200, null=True),
                        ),
                        (
                            "attendance_zh_hans",
                            models.CharField(blank=True, help_text="As the source states it.", max_length=200, null=True),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="The township.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="community.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "past event",
                        "verbose_name_plural": "past events",
                    },
                ),
                migrations.CreateModel(
                    name="Question",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("order", models.PositiveSmallIntegerField(default=0)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("text", "a short text"),
                                    ("choice", "one of several options"),
                                    ("several", "any of several options"),
                                ],
                                default="text",
                                max_length=8,
                                verbose_name="how one answers",
                            ),
                        ),
                        ("text", models.CharField(max_length=200, verbose_name="question")),
                        ("text_en", models.CharField(max_length=200, null=True, verbose_name="question")),
                        ("text_zh_hans", models.CharField(max_length=200, null=True, verbose_name="question")),
                        ("purpose", models.CharField(max_length=200, verbose_name="what the answer is used for")),
                        ("purpose_en", models.CharField(max_length=200, null=True, verbose_name="what the answer is used for")),
                        (
                            "purpose_zh_hans",
                            models.CharField(max_length=200, null=True, verbose_name="what the answer is used for"),
                        ),
                        ("required", models.BooleanField(default=False, verbose_name="an answer is needed")),
                        ("retired_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="events.event"
                            ),
                        ),
                        (
                            "only_if",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="leads_to",
                                to="events.option",
                                verbose_name="only asked after",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "question",
                        "verbose_name_plural": "questions",
                        "ordering": ["order", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="option",
                    name="question",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="options", to="events.question"
                    ),
                ),
                migrations.CreateModel(
                    name="Recipient",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10),
                        ),
                        ("queued_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="recipients", to="events.groupmessage"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recipient",
                        "verbose_name_plural": "recipients",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Registration",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reference",
                            models.CharField(default=events.models.registration.new_reference, editable=False, max_length=6),
                        ),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], default="en", max_length=10
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("held", "held"),
                                    ("confirmed", "confirmed"),
                                    ("cancelled", "cancelled"),
                                    ("expired", "expired"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField()),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("course", models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("account", "account"),
                                    ("guest", "guest, by email"),
                                    ("desk", "entered by the desk"),
                                    ("waitlist", "from the waiting list"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                        ("ticket_version", models.PositiveSmallIntegerField(default=1, editable=False)),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="events.eventdate"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "registration",
                        "verbose_name_plural": "registrations",
                        "ordering": ["created_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Reconfirmation",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "registration",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="reconfirmation",
                                to="events.registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reconfirmation",
                        "verbose_name_plural": "reconfirmations",
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        ("chinese_name", models.CharField(blank=True, max_length=60, verbose_name="Chinese name")),
                        (
                            "age_band",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("0-1", "under 2"),
                                    ("2-5", "2 to 5"),
                                    ("6-12", "6 to 12"),
                                    ("13-17", "13 to 17"),
                                    ("18-59", "18 to 59"),
                                    ("60+", "60 and older"),
                                ],
                                max_length=6,
                                verbose_name="age",
                            ),
                        ),
                        ("needs", models.CharField(blank=True, max_length=300, verbose_name="needs")),
                        ("on_lap", models.BooleanField(default=False)),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.member",
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="people", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddField(
                    model_name="offer",
                    name="registration",
                    field=models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offer", to="events.registration"
                    ),
                ),
                migrations.CreateModel(
                    name="LimitUse",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("places", models.PositiveSmallIntegerField()),
                        (
                            "limit",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="events.limit"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="events.registration"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Handover",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("email", models.EmailField(max_length=254, verbose_name="email")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], default="en", max_length=10
                            ),
                        ),
                        ("key", models.UUIDField(editable=False, unique=True)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("accepted_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "given_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "handover",
                        "verbose_name_plural": "handovers",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="CheckIn",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("nonce", models.UUIDField(unique=True)),
                        ("device", models.CharField(max_length=16)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("arrival", "arrival"), ("walk-in", "walk-in"), ("undo", "undone")], max_length=8
                            ),
                        ),
                        (
                            "way",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("qr", "ticket scanned"),
                                    ("code", "code typed"),
                                    ("name", "found by name"),
                                    ("", "without a ticket"),
                                ],
                                max_length=4,
                            ),
                        ),
                        ("reference", models.CharField(blank=True, max_length=6)),
                        ("people", models.PositiveSmallIntegerField(default=0)),
                        ("already", models.PositiveSmallIntegerField(default=0)),
                        ("undoes", models.UUIDField(blank=True, null=True)),
                        ("is_genuine", models.BooleanField(null=True)),
                        ("was_offline", models.BooleanField(default=False)),
                        ("device_at", models.DateTimeField()),
                        ("skew", models.IntegerField(default=0)),
                        ("skew_when_sent", models.IntegerField(default=0)),
                        ("happened_at", models.DateTimeField()),
                        ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "door",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="check_ins",
                                to="events.doorlink",
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="check_ins", to="events.eventdate"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="check_ins",
                                to="events.registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "check-in",
                        "verbose_name_plural": "check-ins",
                        "ordering": ["happened_at", "nonce"],
                    },
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[("party", "the party"), ("answers", "the answers"), ("holder", "handed over")],
                                max_length=8,
                            ),
                        ),
                        ("key", models.UUIDField(unique=True)),
                        ("seats_before", models.PositiveSmallIntegerField()),
                        ("seats_after", models.PositiveSmallIntegerField()),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "change",
                        "verbose_name_plural": "changes",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("here", models.PositiveSmallIntegerField()),
                        ("first_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "registration",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "attendance",
                        "verbose_name_plural": "attendances",
                    },
                ),
                migrations.CreateModel(
                    name="Answer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("text", models.CharField(blank=True, max_length=500)),
                        ("places", models.PositiveSmallIntegerField(default=0)),
                        ("purge_on", models.DateField(db_index=True)),
                        ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="events.option",
                            ),
                        ),
                        (
                            "question",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="events.question"
                            ),
                        ),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "answer",
                        "verbose_name_plural": "answers",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Absence",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("fades_at", models.DateTimeField()),
                        ("forgiven_at", models.DateTimeField(blank=True, null=True)),
                        ("appealed_at", models.DateTimeField(blank=True, null=True)),
                        ("excused_at", models.DateTimeField(blank=True, null=True)),
                        ("kept_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "excused_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "kept_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "registration",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="absence", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "missed event",
                        "verbose_name_plural": "missed events",
                        "ordering": ["-recorded_at", "-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Reminded",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reconfirm", "Are you still coming?"),
                                    ("release", "Reminder, with one tap to give seats back"),
                                    ("thanks", "Thank you for coming"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("starts_at", models.DateTimeField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "registration",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="reminded", to="events.registration"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reminder sent",
                        "verbose_name_plural": "reminders sent",
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("reconfirm", "Are you still coming?"),
                                    ("release", "Reminder, with one tap to give seats back"),
                                    ("thanks", "Thank you for coming"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("hours", models.PositiveSmallIntegerField()),
                        ("off_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="events.event"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "reminder",
                        "verbose_name_plural": "reminders",
                        "ordering": ["pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Rule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("township", "residents of certain townships"),
                                    ("newcomer", "people who have not been to an event yet"),
                                    ("age", "certain ages"),
                                    ("language", "people who are written to in a language"),
                                    ("series", "at most so many dates a person"),
                                ],
                                max_length=10,
                                verbose_name="who",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True, choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], max_length=10
                            ),
                        ),
                        ("least", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("most", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("seats", models.PositiveIntegerField(default=0)),
                        ("melts_hours", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="events.event"
                            ),
                        ),
                        ("townships", models.ManyToManyField(blank=True, related_name="+", to="community.body")),
                    ],
                    options={
                        "verbose_name": "rule",
                        "verbose_name_plural": "rules",
                        "ordering": ["pk"],
                    },
                ),
                migrations.AddField(
                    model_name="limit",
                    name="rule",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limits",
                        to="events.rule",
                    ),
                ),
                migrations.CreateModel(
                    name="Volunteer",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("name", models.CharField(max_length=80, verbose_name="name")),
                        ("task", models.CharField(max_length=160, verbose_name="task")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")],
                                default="zh-hans",
                                max_length=10,
                                verbose_name="writes and reads",
                            ),
                        ),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("told_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("told_start", models.DateTimeField(blank=True, null=True)),
                        ("told_off_at", models.DateTimeField(blank=True, null=True)),
                        ("released_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="events.eventdate"
                            ),
                        ),
                        (
                            "door",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.doorlink",
                            ),
                        ),
                        (
                            "released_by",
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
                        "verbose_name": "volunteer",
                        "verbose_name_plural": "volunteers",
                        "ordering": ["added_at", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="WaitlistEntry",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "language",
                            models.CharField(
                                choices=[("en", "English"), ("zh-hans", "Simplified Chinese")], default="en", max_length=10
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("unconfirmed", "waits for the address to be confirmed"),
                                    ("waiting", "waiting"),
                                    ("offered", "seats offered"),
                                    ("seated", "got seats"),
                                    ("left", "left the list"),
                                    ("lapsed", "did not answer"),
                                    ("closed", "the list closed"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("seats", models.PositiveSmallIntegerField(verbose_name="seats")),
                        ("least", models.PositiveSmallIntegerField(verbose_name="fewest seats that help")),
                        ("key", models.UUIDField(default=uuid.uuid4, editable=False)),
                        ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("placed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("lot", models.PositiveIntegerField(default=events.models.waiting.new_lot)),
                        ("expires_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("ages", models.CharField(blank=True, max_length=40)),
                        (
                            "contact",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="community.contact"
                            ),
                        ),
                        (
                            "date",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="waitlist", to="events.eventdate"
                            ),
                        ),
                        (
                            "tops_up",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="events.registration",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "place in the waiting list",
                        "verbose_name_plural": "places in the waiting list",
                        "ordering": ["queued_at", "lot", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Skip",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("too_large", "fewer seats were free than the party needs"),
                                    ("late", "the date was near, and saved seats went to a party they were enough for"),
                                    ("limit", "a limit of this date left no room for the party, though seats were free"),
                                    ("rule", "the event's rules did not let the party register at that time"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("free", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "offer",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="passed_over",
                                to="events.offer",
                            ),
                        ),
                        (
                            "entry",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="skips", to="events.waitlistentry"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "passing over",
                        "verbose_name_plural": "passings over",
                        "ordering": ["at", "pk"],
                    },
                ),
                migrations.AddField(
                    model_name="offer",
                    name="entry",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="offers", to="events.waitlistentry"
                    ),
                ),
                migrations.CreateModel(
                    name="WaitlistRule",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        (
                            "policy",
                            models.CharField(
                                choices=[
                                    ("strict", "strictly in order"),
                                    ("bounded", "in order, a party may be passed over a few times"),
                                    ("partial", "in order, part of a party's seats may be offered"),
                                ],
                                default="bounded",
                                max_length=8,
                                verbose_name="when the next party does not fit",
                            ),
                        ),
                        (
                            "skips",
                            models.PositiveSmallIntegerField(
                                default=3,
                                help_text="After that, free seats are saved up for it.",
                                verbose_name="how often a party may be passed over",
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE, related_name="waitlist_rule", to="events.event"
                            ),
                        ),
                    ],
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["body", "published_at"], name="event_by_body"),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("cancelled_at__isnull", True), ("published_at__isnull", False), _connector="OR"),
                        name="event_called_off_was_published",
                        violation_error_message="Only a published event can be called off.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("min_age__isnull", True),
                            ("max_age__isnull", True),
                            ("min_age__lte", models.F("max_age")),
                            _connector="OR",
                        ),
                        name="event_ages_in_order",
                        violation_error_message="The lower age stands first.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("largest_party__gte", 1), ("largest_party__lte", 5)),
                        name="event_party_one_to_five",
                        violation_error_message="A party has one to five people.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("answers_kept_days__gte", 1), ("answers_kept_days__lte", 90)),
                        name="event_answers_kept_for_a_time",
                        violation_error_message="Answers are kept for 1 to 90 days.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.UniqueConstraint(fields=("key",), name="event_key_once"),
                ),
                migrations.AddIndex(
                    model_name="eventdate",
                    index=models.Index(fields=["ends_at", "starts_at"], name="event_date_coming"),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="event_date_ends_after_it_starts",
                        violation_error_message="It has to end after it starts.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("seats_taken__gte", 0), ("seats_taken__lte", models.F("capacity"))),
                        name="event_date_never_oversold",
                        violation_error_message="More seats are taken than this date would have.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1), ("capacity__lte", 20000)),
                        name="event_date_has_seats",
                        violation_error_message="A date has between 1 and 20,000 seats.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("closes_at__isnull", True), ("closes_at__lte", models.F("starts_at")), _connector="OR"
                        ),
                        name="event_date_closes_before_it_starts",
                        violation_error_message="Registration can't close after the start.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("opens_at__isnull", True), ("opens_at__lte", models.F("starts_at")), _connector="OR"),
                        name="event_date_opens_before_it_starts",
                        violation_error_message="Registration has to open before the start.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("door_reserve__lte", models.F("capacity"))),
                        name="event_date_door_within_capacity",
                        violation_error_message="More seats would be kept for the door than there are.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("minimum__lte", models.F("capacity"))),
                        name="event_date_minimum_within_capacity",
                        violation_error_message="More people would be needed than there are seats.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventdate",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("starts_at__isnull", False)),
                        fields=("event", "starts_at"),
                        name="event_date_once",
                        violation_error_message="This event already has a date that starts then.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="doorlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="door_link_closes_after_it_opens",
                        violation_error_message="It has to end after it starts.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="eventlanguage",
                    constraint=models.UniqueConstraint(fields=("event", "code"), name="event_language_once"),
                ),
                migrations.AddConstraint(
                    model_name="hold",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 5)),
                        name="hold_one_to_five",
                        violation_error_message="A party has one to five people.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="member",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("chinese_name", ""), _negated=True), _connector="OR"
                        ),
                        name="member_has_a_name",
                        violation_error_message="Give a name, in either script.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="move",
                    index=models.Index(condition=models.Q(("told_at__isnull", True)), fields=["moved_at"], name="move_untold"),
                ),
                migrations.AddConstraint(
                    model_name="optionplaces",
                    constraint=models.UniqueConstraint(fields=("option", "date"), name="option_places_once"),
                ),
                migrations.AddConstraint(
                    model_name="optionplaces",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taken__gte", 0), ("taken__lte", models.F("places"))),
                        name="option_places_never_oversold",
                        violation_error_message="More places are taken than this option would have.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="recipient",
                    index=models.Index(condition=models.Q(("queued_at__isnull", True)), fields=["id"], name="recipient_unqueued"),
                ),
                migrations.AddConstraint(
                    model_name="recipient",
                    constraint=models.UniqueConstraint(fields=("message", "contact"), name="recipient_once"),
                ),
                migrations.AddIndex(
                    model_name="registration",
                    index=models.Index(condition=models.Q(("state", "held")), fields=["expires_at"], name="registration_held"),
                ),
                migrations.AddConstraint(
                    model_name="registration",
                    constraint=models.UniqueConstraint(fields=("key",), name="registration_key_once"),
                ),
                migrations.AddConstraint(
                    model_name="registration",
                    constraint=models.UniqueConstraint(fields=("reference",), name="registration_reference_once"),
                ),
                migrations.AddConstraint(
                    model_name="registration",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["held", "confirmed"])),
                        fields=("date", "contact"),
                        name="registration_one_live",
                        violation_error_message="This person is registered for this date already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registration",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1), ("seats__lte", 5)),
                        name="registration_one_to_five",
                        violation_error_message="A party has one to five people.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="registration",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True), ("expires_at__isnull", False), _connector="OR"
                        ),
                        name="registration_hold_ends",
                        violation_error_message="A hold needs an end.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="limituse",
                    constraint=models.UniqueConstraint(fields=("registration", "limit"), name="limit_use_once"),
                ),
                migrations.AddConstraint(
                    model_name="handover",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("accepted_at__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("registration",),
                        name="handover_one_open",
                        violation_error_message="These seats are offered to somebody already.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="checkin",
                    index=models.Index(fields=["date", "kind"], name="check_in_by_date"),
                ),
                migrations.AddConstraint(
                    model_name="checkin",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "undo"), ("undoes__isnull", False)),
                            models.Q(("people__gte", 1), models.Q(("kind", "undo"), _negated=True)),
                            _connector="OR",
                        ),
                        name="check_in_lets_someone_in_or_undoes",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.UniqueConstraint(fields=("registration", "question", "option"), name="answer_option_once"),
                ),
                migrations.AddConstraint(
                    model_name="answer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("option__isnull", True)), fields=("registration", "question"), name="answer_text_once"
                    ),
                ),
                migrations.AddIndex(
                    model_name="absence",
                    index=models.Index(
                        condition=models.Q(
                            ("appealed_at__isnull", False), ("excused_at__isnull", True), ("kept_at__isnull", True)
                        ),
                        fields=["appealed_at"],
                        name="absence_appealed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("excused_at__isnull", True), ("kept_at__isnull", True), _connector="OR"),
                        name="absence_answered_one_way",
                        violation_error_message="An explanation is accepted or not, never both.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="absence",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kept_at__isnull", True), ("appealed_at__isnull", False), _connector="OR"),
                        name="absence_kept_after_an_appeal",
                        violation_error_message="Only what was appealed can be upheld.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminded",
                    constraint=models.UniqueConstraint(fields=("registration", "kind", "starts_at"), name="reminded_once"),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(fields=("event", "kind"), name="reminder_one_of_a_kind"),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", 336)),
                        name="reminder_within_two_weeks",
                        violation_error_message="Between 1 hour and two weeks.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("seats", 0), models.Q(("melts_hours__isnull", False), ("until__isnull", True)), _connector="OR"
                        ),
                        name="event_rule_reserve_melts",
                        violation_error_message="A reserve ends some hours before each date, not at one moment.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "series"), _negated=True),
                            models.Q(("most__gte", 1), ("seats", 0), ("until__isnull", True)),
                            _connector="OR",
                        ),
                        name="event_rule_series_has_number",
                        violation_error_message="Say how many dates a person may have.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="limit",
                    index=models.Index(
                        condition=models.Q(("melted_at__isnull", True)), fields=["melts_at"], name="limit_to_melt"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="limit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("taken__gte", 0), ("taken__lte", models.F("places"))),
                        name="limit_never_exceeded",
                        violation_error_message="More places are taken than there would be.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="limit",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counts", "others"), ("melts_at__isnull", False), ("rule__isnull", False)),
                            models.Q(models.Q(("counts", "others"), _negated=True), ("rule__isnull", True)),
                            _connector="OR",
                        ),
                        name="limit_of_others_has_rule",
                        violation_error_message="A reserve needs its rule.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="limit",
                    constraint=models.UniqueConstraint(fields=("date", "rule"), name="limit_once_a_rule"),
                ),
                migrations.AddConstraint(
                    model_name="volunteer",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("released_at__isnull", True)),
                        fields=("date", "contact"),
                        name="volunteer_once_a_date",
                        violation_error_message="This address is on the list of this date already.",
                    ),
                ),
                migrations.AddIndex(
                    model_name="waitlistentry",
                    index=models.Index(
                        condition=models.Q(("state", "waiting")), fields=["date", "queued_at", "lot"], name="waitlist_in_line"
                    ),
                ),
                migrations.AddIndex(
                    model_name="waitlistentry",
                    index=models.Index(
                        condition=models.Q(("ended_at__isnull", False)), fields=["seats", "state"], name="waitlist_experience"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="waitlistentry",
                    constraint=models.UniqueConstraint(fields=("key",), name="waitlist_key_once"),
                ),
                migrations.AddConstraint(
                    model_name="waitlistentry",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("state__in", ["unconfirmed", "waiting", "offered"])),
                        fields=("date", "contact"),
                        name="waitlist_one_live",
                        violation_error_message="This person waits for this date already.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="waitlistentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("least__gte", 1), ("least__lte", models.F("seats")), ("seats__lte", 5)),
                        name="waitlist_one_to_five",
                        violation_error_message="A party has one to five people.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="waitlistentry",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("state__in", ["unconfirmed", "waiting", "offered"])),
                            models.Q(("ended_at__isnull", False), ("state__in", ["seated", "left", "lapsed", "closed"])),
                            _connector="OR",
                        ),
                        name="waitlist_ends_when_it_ended",
                        violation_error_message="What has ended has a time at which it did.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="skip",
                    constraint=models.UniqueConstraint(fields=("entry", "offer"), name="skip_once_per_offer"),
                ),
                migrations.AddConstraint(
                    model_name="offer",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="offer_ends_after_it_began",
                        violation_error_message="An offer needs time to answer.",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="waitlistrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("skips__gte", 1), ("skips__lte", 10)),
                        name="waitlist_rule_bounded",
                        violation_error_message="Between 1 and 10.",
                    ),
                ),
            ]
        ),
    ]
