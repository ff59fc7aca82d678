"""A directive that passes another one on, and the papers that a directive rests on."""

from __future__ import annotations

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.utils.translation import gettext as _

from quanjing.directives.actions.reading import open_directive
from quanjing.directives.enums import DirectiveState
from quanjing.directives.models import Basis, Directive, Receipt
from quanjing.foundation import clock
from quanjing.foundation.actor import Actor
from quanjing.foundation.bulk import insert_select
from quanjing.organizations.models import Organization


def open_reissue(*, actor: Actor, source: Directive) -> Directive:
    """A directive of the actor's own body with the text of `source`, in the state READ."""
    own = open_directive(actor=actor)
    own.state = DirectiveState.READ
    own.reissue_of = source
    own.root_id = source.root_id or source.pk
    own.text, own.notice, own.kind = source.text, source.notice, source.kind
    own.title = (_("Passing on “%(title)s”") % {"title": source.title})[:500]
    own.issuers = [own.organization.name]
    own.issued_on = clock.today()
    own.corrected = source.corrected
    own.save()
    link_basis(directive=own, source=source)
    return own


def deliver(*, directive: Directive, audience: QuerySet[Organization]) -> int:
    """Leave a receipt with each organization of `audience` that has none; how many were new."""
    rows = audience.order_by().annotate(
        of_directive=Value(directive.pk),
        of_root=Value(directive.root_id or directive.pk),
        of_organization=F("pk"),
        since=Value(clock.now(), output_field=DateTimeField()),
        by=Value("", output_field=CharField()),
    )
    query = rows.values_list("of_directive", "of_root", "of_organization", "since", "by").query
    columns = ("directive_id", "root_id", "organization_id", "delivered_at", "confirmed_by")
    return insert_select(Receipt, columns, query)


def link_basis(
    *, directive: Directive, source: Directive | None = None, doc_number: str = "", title: str = ""
) -> Basis:
    """Say that a directive rests on another, or on a paper known only by number and title; once each."""
    if source is not None:
        values = {"doc_number": source.doc_number, "title": source.title}
        basis, _new = Basis.objects.get_or_create(directive=directive, source=source, defaults=values)
        return basis
    basis, _new = Basis.objects.get_or_create(
        directive=directive, source=None, doc_number=doc_number[:100], title=title[:500]
    )
    return basis
