"""What the platform knows of a society already, so that it does not type it again."""

from __future__ import annotations

from quanjing.foundation.actor import Actor
from quanjing.foundation.pieces import Piece, pieces_about
from quanjing.influence.measuring.measure import folded
from quanjing.influence.models import Measurement, PublicItem

MOST = 50


def known_pieces(actor: Actor, measurement: Measurement) -> list[Piece]:
    """Pieces about the actor's body in the measured span whose links are not in its list: two queries.

    What was taken out of the list is not offered again.
    """
    if actor.organization_id is None:
        return []
    about = pieces_about(actor.organization_id, measurement.first_day, measurement.last_day)
    held = PublicItem.objects.filter(measurement=measurement, organization=actor.organization_id)
    listed = set(held.values_list("link_key", flat=True)) if about else set()
    return [one for one in about if folded(one.link) not in listed][:MOST]
