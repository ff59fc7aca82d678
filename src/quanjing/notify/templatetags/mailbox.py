"""The mailbox's addresses on pages."""

from __future__ import annotations

from django import template

from quanjing.notify.rules import address_for

register = template.Library()


@register.filter
def mail_address(assignment_code: str) -> str:
    """Where a filled sheet for this assignment may be sent; "" without a mailbox."""
    return address_for(assignment_code)
