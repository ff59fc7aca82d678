"""Which count is meant, and having it unpacked: each process keeps a few of them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from django.db.models import QuerySet

from quanjing.foundation.errors import Missing
from quanjing.panorama.models import Snapshot
from quanjing.panorama.packing import Edition, unpack

KEPT_IN_MEMORY = 6
_editions: OrderedDict[str, Edition] = OrderedDict()
_lock = Lock()


def snapshots() -> QuerySet[Snapshot]:
    """The snapshots that stay, the newest first, without their numbers."""
    return Snapshot.objects.filter(kept=True).defer("data").order_by("-taken_at", "-pk")


def latest() -> Snapshot | None:
    """The newest count, kept or not."""
    return Snapshot.objects.defer("data").order_by("-taken_at", "-pk").first()


def snapshot_at(code: str) -> Snapshot:
    """The count of that code, or the newest where `code` is empty. Raises `Missing`."""
    found = Snapshot.objects.defer("data").filter(code=code).first() if code else latest()
    if found is None:
        raise Missing
    return found


def edition_of(snapshot: Snapshot) -> Edition:
    """The numbers of a count: read once a process, since a count never changes."""
    with _lock:
        known = _editions.get(snapshot.digest)
        if known is not None:
            _editions.move_to_end(snapshot.digest)
            return known
    data = Snapshot.objects.values_list("data", flat=True).get(pk=snapshot.pk)
    edition = unpack(snapshot.code, bytes(data))
    with _lock:
        _editions[snapshot.digest] = edition
        while len(_editions) > KEPT_IN_MEMORY:
            _editions.popitem(last=False)
    return edition
