"""Services through the API: offers, slots, a booking, its cancelling, requests without contact data."""

from __future__ import annotations

import json

from django.test import Client

from quanjing.foundation.actor import Actor
from quanjing.organizations.actions import issue_token
from quanjing.organizations.models import Post
from quanjing.services import actions
from quanjing.services.models import Booking
from tests.services.conftest import offered, slot_of, taken
from tests.world import World

BOOKING = {
    "topic": "理事长访谈",
    "contact": "周予安",
    "filmed": "理事长",
    "agrees": True,
    "time_from": "09:30:00",
}


def call(post: Post, path: str, body: object = None) -> tuple[int, dict[str, object]]:
    headers = {"Authorization": f"Bearer {issue_token(post=post)}"}
    client, place = Client(), f"/api/v1{path}"
    answer = (
        client.get(place, headers=headers)
        if body is None
        else client.post(place, json.dumps(body), content_type="application/json", headers=headers)
    )
    return answer.status_code, answer.json()


def names(post: Post, path: str) -> list[object]:
    items = call(post, path)[1]["items"]
    assert isinstance(items, list)
    return [item.get("name") or item.get("topic") or item.get("title") for item in items]


def test_a_slot_is_booked_once_and_cancelled(world: World, officer: Actor) -> None:
    offer = offered(officer)
    slot = slot_of(officer, offer)
    assert names(world.tea_handler, "/offers?kind=video") == ["图视频采集"]
    assert names(world.tea_handler, "/offers?kind=room") == []
    status, found = call(world.tea_handler, f"/offers/{offer.code}/slots")
    assert (status, found["items"][0]["free"]) == (200, 1)  # type: ignore[index]
    status, made = call(world.tea_handler, f"/slots/{slot.code}/bookings", BOOKING)
    assert (status, made["state"], made["starts_at"]) == (201, "requested", "2026-09-21T09:00:00+08:00")
    assert call(world.nursing_handler, f"/slots/{slot.code}/bookings", BOOKING)[0] == 422
    status, waits = call(world.nursing_handler, f"/slots/{slot.code}/bookings", BOOKING | {"wait": True})
    assert waits["state"] == "waiting"
    assert call(world.nursing_handler, f"/bookings/{made['code']}/cancel", {})[0] == 404
    assert call(world.tea_handler, f"/bookings/{made['code']}/cancel", {})[1]["state"] == "cancelled"
    assert call(world.tea_handler, f"/bookings/{made['code']}/cancel", {})[0] == 409
    assert (Booking.objects.get(code=waits["code"]).state, taken(slot)) == ("requested", 1)
    assert names(world.nursing_handler, "/bookings?state=requested") == ["理事长访谈"]


def test_requests_come_without_contact_data(world: World, officer: Actor) -> None:
    given = actions.ServiceDeskFacts("", takes_requests=True)
    desk = actions.save_desk(actor=officer, facts=given)
    needed = actions.RequestFacts("energy", "节能诊断", "需要", from_name="园区企业", phone="1", agrees=True)
    actions.request_from_outside(desk=desk, facts=needed)
    _status, found = call(world.officer, "/service-requests?field=energy")
    assert "园区企业" not in json.dumps(found, ensure_ascii=False)
    assert names(world.officer, "/service-requests") == ["节能诊断"]
    assert names(world.tea_handler, "/service-requests") == []
