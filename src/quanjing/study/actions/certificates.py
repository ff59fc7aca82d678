"""Numbers of certificates, what is frozen in them, and the paper itself."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from gongwen.facade import official_docx, official_pdf
from gongwen.official import Form, OfficialDocument, SignOff, Text
from quanjing.foundation import clock
from quanjing.foundation.ids import ALPHABET
from quanjing.study.models import (
    Certificate,
    CertificateYear,
    ClassSeat,
    ExaminationCertificate,
    TrainingClass,
)

TAIL = 5


def take_numbers(organization_id: int, count: int, series: str = "") -> list[str]:
    """The next numbers of a body in this year, without a gap; its row stays locked until the action ends."""
    wanted: dict[str, Any] = {
        "organization_id": organization_id, "year": clock.today().year, "series": series,
    }  # fmt: skip
    CertificateYear.objects.get_or_create(**wanted)
    year = CertificateYear.objects.select_for_update().get(**wanted)
    first, year.last = year.last + 1, year.last + count
    year.save(update_fields=["last"])
    tails = ("".join(secrets.choice(ALPHABET) for _place in range(TAIL)) for _turn in range(count))
    return [f"{year.year}-{series}{first + place:04d}-{tail}" for place, tail in enumerate(tails)]


def printed_for(seat: ClassSeat, number: str, made: TrainingClass) -> dict[str, object]:
    """What a certificate freezes of a seat: names as they are now."""
    return {
        "number": number,
        "issuer": made.organization.name,
        "organization_name": seat.organization.name,
        "post_title": seat.post.title,
        "holder_name": seat.post.holder.name if seat.post.holder else "",
        "issued_on": clock.today(),
    }


def certificate_paper(
    certificate: Certificate | ExaminationCertificate, words: str, *, form: str, is_public: bool = True
) -> bytes:
    """The paper with these words as docx or pdf; it says where to look it up where that finds it."""
    with override(settings.LANGUAGE_CODE):
        check = _("Number %(number)s, to be looked up at %(address)s") % {
            "number": certificate.number,
            "address": settings.BASE_URL.rstrip("/") + "/certificates/",
        }
        document = OfficialDocument(
            form=Form.PLAIN,
            title=_("Certificate"),
            number=certificate.number,
            parts=(Text(words), Text(check)) if is_public else (Text(words),),
            sign_off=SignOff((certificate.issuer,), certificate.issued_on),
        )
    return (
        official_docx(document) if form == "docx" else official_pdf(document, font_dir=settings.FONT_DIR).data
    )
