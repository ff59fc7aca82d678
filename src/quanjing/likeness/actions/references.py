"""The texts that a desk wants reports compared with."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from gongwen.facade import read_notice
from quanjing.audit.actions import record
from quanjing.files.actions import options_for, store
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.errors import Denied, Invalid, Problem
from quanjing.likeness.matching.noting import noted
from quanjing.likeness.matching.sketching import LEAST
from quanjing.likeness.models import ReferenceText
from quanjing.likeness.rules import can_keep_references


@transaction.atomic
def add_reference(*, actor: Actor, title: str, name: str, data: bytes) -> ReferenceText:
    """Read an upload and keep it as a text to compare with; without a title it bears the file's name.

    Raises:
        Denied: the post does not review.
        Invalid: no file, or one with too little text to be compared.
        gongwen.errors.GongwenError: the file is refused or cannot be read.
    """
    if not can_keep_references(actor) or actor.organization_id is None:
        raise Denied
    if not data:
        raise Invalid([Problem("file", _("Please choose a file."))])
    file = store(actor=actor, name=name, data=data)
    text = read_notice(data, name=file.name, options=options_for(name)).text
    if len(text) < LEAST:
        raise Invalid([Problem("file", _("There is too little text in this file to compare with."))])
    reference = ReferenceText.objects.create(
        organization_id=actor.organization_id,
        title=(title.strip() or file.name)[:300],
        file=file,
        text=text,
        noted=noted(text),
        added_by=actor.signature,
        added_at=clock.now(),
    )
    record(actor=actor, verb="likeness.add_reference", on=reference)
    return reference


@transaction.atomic
def remove_reference(*, actor: Actor, reference: ReferenceText) -> None:
    """Compare with this text no longer; what was found in it goes too.

    Raises `Denied` for a post that does not review for the body that keeps it.
    """
    if not can_keep_references(actor) or reference.organization_id != actor.organization_id:
        raise Denied
    record(actor=actor, verb="likeness.remove_reference", on=reference)
    reference.delete()
