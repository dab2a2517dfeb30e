"""Takes in uploads: looks at the bytes, never at the name; draws pictures anew, so that no metadata survives."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from community import auditing
from community.models import File

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.utils.functional import _StrOrPromise

    from community.models import Body, User

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PDF = "application/pdf"
ACTING = re.compile(rb"/(?:JavaScript|Launch|RichMedia)\b")
MAX_PIXELS = 40_000_000  # a 40-megapixel photo; more is a decompression bomb
MAX_SIDE = 2400
_TOO_MANY_PIXELS = _("This picture has too many pixels: 40 million at most.")


class FileRefused(Exception):
    """The bytes are not what may be stored. `message` says why."""

    def __init__(self, message: _StrOrPromise) -> None:
        super().__init__(str(message))
        self.message = message


class Picture(NamedTuple):
    """A picture drawn anew: nothing of its file is left but what is to be seen."""

    content: bytes
    format_name: str


def redraw(upload: UploadedFile[bytes]) -> Picture:
    """Return a picture, turned upright and at most 2400 pixels a side, without metadata. Raises FileRefused."""
    return Picture(*_redraw(_read(upload)))


def store_image(
    upload: UploadedFile[bytes], *, body: Body | None, by: User | None, alt_en: str = "", alt_zh_hans: str = ""
) -> File:
    """Store an upload as a picture, private until released. Raises FileRefused."""
    return store_picture(redraw(upload), body=body, by=by, alt_en=alt_en, alt_zh_hans=alt_zh_hans)


def store_picture(picture: Picture, *, body: Body | None, by: User | None, alt_en: str = "", alt_zh_hans: str = "") -> File:
    """Store a picture that was drawn anew, private until released."""
    file = File(
        kind=File.Kind.IMAGE,
        name=f"image.{picture.format_name.lower()}",
        content_type=FORMATS[picture.format_name],
        size=len(picture.content),
        sha256=hashlib.sha256(picture.content).hexdigest(),
        body=body,
        uploaded_by=by,
        alt_en=alt_en,
        alt_zh_hans=alt_zh_hans,
    )
    file.stored.save(file.name, ContentFile(picture.content), save=False)
    file.save()
    return file


def store_document(upload: UploadedFile[bytes], *, body: Body | None, by: User | None, title: str) -> File:
    """Store a PDF byte for byte, private until released: anything drawn anew would lose its seal. Raises FileRefused."""
    content = _read(upload, limit=settings.DOCUMENT_MAX_BYTES)
    _check_pdf(content)
    file = File(
        kind=File.Kind.DOCUMENT,
        name=f"{get_valid_filename(title)[:80] or 'document'}.pdf",
        content_type=PDF,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        body=body,
        uploaded_by=by,
    )
    file.stored.save("document.pdf", ContentFile(content), save=False)
    file.save()
    return file


def release(file: File, *, by: User | None) -> None:
    """Make a file public."""
    if file.released_at is None:
        file.released_at = timezone.now()
        file.save(update_fields=["released_at"])
        auditing.record("file.released", file, by=by, body=file.body)


def withhold(file: File, *, by: User | None) -> None:
    """Make a file private again; copies that browsers keep can't be called back."""
    if file.released_at is not None:
        file.released_at = None
        file.save(update_fields=["released_at"])
        auditing.record("file.withheld", file, by=by, body=file.body)


def _check_pdf(content: bytes) -> None:
    """Need the beginning and the end of a PDF, and nothing in the open that acts when it is opened."""
    if (not content.startswith(b"%PDF-1.") and not content.startswith(b"%PDF-2.")) or b"%%EOF" not in content[-2048:]:
        raise FileRefused(_("This is not a PDF, whatever its name says. Choose the PDF with the official stamp."))
    if ACTING.search(content):
        raise FileRefused(_("This PDF runs something when it is opened. Ask for one that does not."))


def _read(upload: UploadedFile[bytes], *, limit: int | None = None) -> bytes:
    limit = limit or settings.UPLOAD_MAX_BYTES
    if upload.size is None or upload.size > limit:
        raise FileRefused(_("This file is too large: %(size)s MB at most.") % {"size": limit // (1024 * 1024)})
    if upload.size == 0:
        raise FileRefused(_("This file is empty."))
    content: bytes = upload.read()
    return content


def _open(content: bytes) -> Image.Image:
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        return Image.open(io.BytesIO(content), formats=list(FORMATS))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise FileRefused(_TOO_MANY_PIXELS) from error


def _redraw(content: bytes) -> tuple[bytes, str]:
    try:
        # Pillow warns of bombs from 90 million pixels on and refuses from 180 on: to people both are the same.
        with warnings.catch_warnings(), _open(content) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileRefused(_TOO_MANY_PIXELS)
            format_name = picture.format or "JPEG"
            upright = ImageOps.exif_transpose(picture)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise FileRefused(_("This is not a picture we can read. Use JPEG, PNG or WebP.")) from error
    upright.thumbnail((MAX_SIDE, MAX_SIDE))
    if format_name == "JPEG" and upright.mode != "RGB":
        upright = upright.convert("RGB")
    elif upright.mode not in {"L", "LA", "RGB", "RGBA"}:  # a palette would be left behind
        upright = upright.convert("RGBA")
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    drawn = io.BytesIO()
    clean.save(drawn, format_name)
    return drawn.getvalue(), format_name
