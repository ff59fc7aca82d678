"""An empty installation, from its first page to the printed links."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from quanjing.audit.models import AuditEntry
from quanjing.foundation.errors import Invalid, WrongState
from quanjing.organizations import actions
from quanjing.organizations.enums import Role
from quanjing.organizations.models import Organization, Post
from tests.organizations.conftest import GOOD, table_of
from tests.world import World

FRESH = "green tea at dawn"
TYPED = {
    "name": "江岚省科学技术协会",
    "level": "provincial",
    "region": "江岚省",
    "person_name": "林知远",
    "username": "Lin",
    "password": FRESH,
    "again": FRESH,
}


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/organizations/", "/accounts/login/"])
def test_every_page_of_an_empty_installation_leads_to_the_setup(client: Client, page: str) -> None:
    assert client.get(page).url == "/setup/"


def test_the_setup_is_gone_once_a_body_exists(world: World, client: Client) -> None:
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", TYPED).status_code == 404
    assert Organization.objects.filter(depth=1).count() == 1


@pytest.mark.django_db
def test_from_the_first_page_to_the_printed_links(client: Client) -> None:
    assert client.get("/setup/").status_code == 200
    societies = client.post("/setup/", TYPED).url
    body = Organization.objects.get()
    assert (body.path, body.region, societies) == ("0001", "江岚省", f"/organizations/{body.code}/import/")
    page = client.get(societies)
    assert page.context["setup"] is True
    preview = client.post(societies, {"file": SimpleUploadedFile("学会.xlsx", table_of(GOOD))}).url
    assert client.get(preview).context["count"] == 3
    links = client.post(preview).url
    assert client.get(links).context["waiting"] == 2
    slips = client.post(links, {"which": "waiting"}).context["slips"]
    assert [slip.username for slip in slips] == ["s102", "s302"]
    roles = [post.role for post in Post.objects.filter(holder__username="lin").order_by("pk")]
    assert roles == [Role.OFFICER, Role.ADMINISTRATOR]
    verbs = [entry.verb for entry in AuditEntry.objects.order_by("at")]
    assert verbs == [
        "organizations.start_office",
        "organizations.add_many",
        "organizations.invite_holders",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("level", "galactic"), ("username", "林"), ("password", "short"), ("again", "another")],
)
def test_a_wrong_entry_sets_nothing_up(client: Client, field: str, value: str) -> None:
    assert client.post("/setup/", TYPED | {field: value}).status_code == 422
    assert Organization.objects.count() == 0


@pytest.mark.django_db
def test_an_office_is_started_once() -> None:
    values = {"name": "江岚省科学技术协会", "level": "provincial", "username": "lin", "person_name": "林知远"}
    with pytest.raises(Invalid):
        actions.start_office(**values, password="short")
    post = actions.start_office(**values, password=FRESH)
    assert (post.role, post.organization.name) == (Role.ADMINISTRATOR, "江岚省科学技术协会")
    with pytest.raises(WrongState):
        actions.start_office(**values, password=FRESH)


@pytest.mark.django_db
def test_wrong_entries_from_the_command_line_are_all_named() -> None:
    with pytest.raises(Invalid) as refused:
        actions.start_office(name="", level="galactic", username="林", person_name=" ", password=FRESH)
    places = {problem.where for problem in refused.value.problems}
    assert places == {"name", "level", "username", "person_name"}
    assert Organization.objects.count() == 0
