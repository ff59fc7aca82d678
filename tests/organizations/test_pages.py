"""The pages of the register: who sees and does what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from quanjing.accounts.models import User
from quanjing.organizations.enums import Kind, Role
from quanjing.organizations.models import ApiToken, FactChange, ImportDraft, Organization, Post
from tests.organizations.conftest import GOOD, table_of
from tests.world import World, person, post

ClientOf = Callable[[Post], Client]


def upload(client: Client, body: Organization, data: bytes, name: str = "学会.xlsx") -> object:
    return client.post(f"/organizations/{body.code}/import/", {"file": SimpleUploadedFile(name, data)})


def pages_of(body: Organization) -> list[str]:
    place = f"/organizations/{body.code}/"
    return [place + page for page in ("edit/", "add/", "import/", "links/", "posts/add/")]


def test_a_visitor_is_asked_to_sign_in(world: World, client: Client) -> None:
    for page in ("/organizations/", "/posts/", *pages_of(world.tea)):
        assert client.get(page).url.startswith("/accounts/login/?next=")


def test_the_register_is_closed_to_other_units(world: World, client_of: ClientOf) -> None:
    stranger = client_of(world.nursing_handler)
    for page in (f"/organizations/{world.tea.code}/", *pages_of(world.tea)):
        assert stranger.get(page).status_code == 404


def test_an_officer_reads_but_does_not_administer(world: World, client_of: ClientOf) -> None:
    officer = client_of(world.officer)
    assert officer.get(f"/organizations/{world.tea.code}/").status_code == 200
    assert [officer.get(page).status_code for page in pages_of(world.tea)] == [403] * 5


def test_an_administrator_may_use_every_page(world: World, client_of: ClientOf) -> None:
    administrator = client_of(world.administrator)
    for page in (f"/organizations/{world.tea.code}/", *pages_of(world.tea), "/organizations/"):
        response = administrator.get(page)
        assert (response.status_code, response.content.decode().count("btn-primary")) == (200, 1), page


def test_a_city_administrator_ends_at_his_subtree(
    world: World, city_administrator_post: Post, client_of: ClientOf
) -> None:
    client = client_of(city_administrator_post)
    names = [body.name for body in client.get("/organizations/").context["page"].rows]
    assert names == ["岚州市科学技术协会", "岚州市园艺学会"]
    assert [client.get(page).status_code for page in pages_of(world.city_society)] == [200] * 5
    assert [client.get(page).status_code for page in pages_of(world.tea)] == [404] * 5


def test_a_handler_finds_his_own_body_and_corrects_its_contacts(world: World, client_of: ClientOf) -> None:
    handler = client_of(world.tea_handler)
    place = f"/organizations/{world.tea.code}/"
    assert handler.get("/organizations/own/").url == place
    menus = handler.get(place).context["navigation"]
    assert [one.url for menu in menus for one in menu.places].count("/organizations/own/") == 1
    fields = handler.get(place + "edit/").context["form"].fields
    assert list(fields) == ["version", "short_name", "host_unit", "phone", "email"]
    typed = {"version": 1, "host_unit": "江岚省茶叶研究院", "phone": "010-55550111", "name": "别的名字"}
    assert handler.post(place + "edit/", typed).url == place
    body = Organization.objects.get(pk=world.tea.pk)
    assert (body.name, body.host_unit, body.phone) == ("江岚省茶叶学会", "江岚省茶叶研究院", "010-55550111")


def test_the_list_takes_as_many_queries_for_one_row_as_for_three(
    world: World, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(world.administrator)
    for search, rows in (
        ("class=4", 1),
        ("class=1&class=4&kind=society&level=provincial", 1),
        ("q=江岚省", 5),
    ):
        with django_assert_num_queries(7):
            response = client.get(f"/organizations/?{search}")
        assert len(response.context["page"].rows) == rows


def test_the_detail_page_takes_as_many_queries_for_one_post_as_for_three(
    world: World, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(world.administrator)
    for count in (1, 3):
        while Post.objects.filter(organization=world.tea).count() < count:
            post(world.tea, "干事", Role.NONE, person(f"p{Post.objects.count()}", "甲"))
        with django_assert_num_queries(16):
            assert client.get(f"/organizations/{world.tea.code}/").status_code == 200


def test_closed_bodies_are_hidden_unless_asked_for(world: World, client_of: ClientOf) -> None:
    Organization.objects.filter(pk=world.tea.pk).update(valid_to="2020-01-01")
    client = client_of(world.administrator)
    shown = client.get("/organizations/?kind=society").context["page"].rows
    assert world.tea not in shown
    assert world.tea in client.get("/organizations/?kind=society&closed=on").context["page"].rows


def test_a_body_is_added_and_a_wrong_one_keeps_what_was_typed(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    place = f"/organizations/{world.association.code}/add/"
    typed = {"name": "江岚省林学会", "kind": Kind.SOCIETY, "society_class": 3, "day_end": "24:00"}
    response = client.post(place, typed | {"credit_code": "123"})
    assert response.status_code == 422
    assert 'value="江岚省林学会"' in response.content.decode()
    response = client.post(place, typed)
    body = Organization.objects.get(name="江岚省林学会")
    assert response.url == f"/organizations/{body.code}/"


def test_the_slower_of_two_sees_both_versions_and_can_save_again(world: World, client_of: ClientOf) -> None:
    handler = client_of(world.tea_handler)
    place = f"/organizations/{world.tea.code}/edit/"
    handler.post(place, {"version": 1, "phone": "010-55550111"})
    response = handler.post(place, {"version": 1, "phone": "010-55550222"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "<dd>010-55550111</dd>" in page
    assert 'value="010-55550222"' in page
    again = {"version": response.context["form"].data["version"], "phone": "010-55550222"}
    assert handler.post(place, again).status_code == 302


def test_a_new_person_gets_a_link_that_is_shown_once(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    typed = {"title": "秘书长", "role": "handler", "person_name": "沈雁秋", "username": "shen"}
    page = client.post(f"/organizations/{world.tea.code}/posts/add/", typed)
    assert "/invitation/" in page.content.decode()
    assert page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert "/invitation/" not in client.get(f"/organizations/{world.tea.code}/").content.decode()
    again = {"title": "理事", "role": "handler", "person_name": "林知远", "username": "officer"}
    assert client.post(f"/organizations/{world.tea.code}/posts/add/", again).status_code == 302


def test_a_post_ends_and_its_holder_gets_a_new_link_before(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    place = f"/organizations/{world.tea.code}/posts/{world.tea_handler.code}/"
    assert client.post(place + "link/").content.decode().count("/invitation/") == 1
    assert client.get(place + "end/").status_code == 200
    assert client.post(place + "end/", {"ends_on": "not a day"}).status_code == 422
    assert client.post(place + "end/", {"ends_on": "2026-12-31"}).status_code == 302
    other = f"/organizations/{world.nursing.code}/posts/{world.tea_handler.code}/end/"
    assert client.get(other).status_code == 404


def test_slips_for_everybody_who_has_no_password_yet(world: World, client_of: ClientOf) -> None:
    User.objects.filter(username__in=["handler", "garden"]).update(password="!none")
    client = client_of(world.administrator)
    place = f"/organizations/{world.association.code}/links/"
    assert client.get(place).context["waiting"] == 2
    page = client.post(place, {"which": "waiting"})
    assert [slip.username for slip in page.context["slips"]] == ["handler", "garden"]
    page = client.post(place, {"post": [world.nursing_handler.code]})
    assert [slip.username for slip in page.context["slips"]] == ["nursing"]
    assert client.post(place, {}).url == place


def test_a_table_is_looked_at_and_then_entered(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    response = upload(client, world.association, table_of(GOOD))
    preview = response.url  # type: ignore[attr-defined]
    assert client.get(preview).content.decode().count("江岚省物理学会") == 1
    assert client.post(preview).url == f"/organizations/{world.association.code}/links/"
    assert Organization.objects.filter(name="江岚省物理学会").count() == 1
    assert client.get(preview).status_code == 200


def test_a_table_with_a_wrong_row_cannot_be_confirmed(world: World, client_of: ClientOf) -> None:
    client = client_of(world.administrator)
    wrong = ("303", "江岚省草学会", "神科", "", "", "", "", "", "")
    preview = upload(client, world.association, table_of([*GOOD, wrong])).url  # type: ignore[attr-defined]
    page = client.get(preview)
    assert (page.context["count"], page.context["wrong"]) == (4, 1)
    assert [row.texts["number"] for row in client.get(preview + "?wrong=1").context["page"].rows] == ["303"]
    assert client.post(preview).status_code == 422
    assert Organization.objects.filter(name="江岚省物理学会").exists() is False


@pytest.mark.parametrize("data", [b"", b"no table at all", b"PK\x03\x04 cut off"])
def test_a_bad_file_is_refused_at_its_field(world: World, client_of: ClientOf, data: bytes) -> None:
    response = upload(client_of(world.administrator), world.association, data)
    assert response.status_code == 422  # type: ignore[attr-defined]
    assert ImportDraft.objects.count() == 0


def test_nobody_looks_at_another_posts_table(
    world: World, city_administrator_post: Post, client_of: ClientOf
) -> None:
    response = upload(client_of(world.administrator), world.association, table_of(GOOD))
    preview = response.url  # type: ignore[attr-defined]
    assert client_of(city_administrator_post).get(preview).status_code == 404
    assert client_of(world.officer).get(preview).status_code == 404


def test_a_person_changes_the_hat_without_signing_out(world: World, client_of: ClientOf) -> None:
    client = client_of(world.officer)
    assert client.get("/posts/").context["actor"].post_code == world.officer.code
    assert client.post("/post/", {"post": world.administrator.code}).url == "/"
    assert client.get("/posts/").context["actor"].post_code == world.administrator.code
    assert client.post("/post/", {"post": world.tea_handler.code}).status_code == 404


def test_a_person_without_a_post_has_no_rights_but_a_page(world: World, client_of: ClientOf) -> None:
    client = client_of(world.tea_handler)
    Post.objects.filter(pk=world.tea_handler.pk).update(ends_on="2020-01-01")
    assert client.get("/posts/").status_code == 200
    assert client.get("/organizations/").status_code == 403


def test_the_usual_post_is_one_that_gives_rights(world: World, client_of: ClientOf) -> None:
    holder = person("gu", "顾南屏")
    president = post(world.tea, "理事长", Role.NONE, holder)
    handler = post(world.tea, "经办人", Role.HANDLER, holder)
    client = client_of(president)
    session = client.session
    del session["post"]
    session.save()
    assert client.get("/posts/").context["actor"].post_code == handler.code


def test_a_token_is_shown_once_and_revoked(world: World, client_of: ClientOf) -> None:
    client = client_of(world.tea_handler)
    page = client.post("/posts/tokens/").content.decode()
    assert page.count("qj_") == 1
    assert client.get("/posts/").content.decode().count("qj_") == 0
    token = ApiToken.objects.get()
    assert client_of(world.nursing_handler).post(f"/posts/tokens/{token.pk}/revoke/").status_code == 404
    assert client.post(f"/posts/tokens/{token.pk}/revoke/").url == "/posts/"
    assert ApiToken.objects.get().revoked_at is not None


def test_signed_in_pages_learn_their_actor_in_one_query(
    world: World, client_of: ClientOf, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(world.officer)
    with django_assert_num_queries(3):  # session, person, posts
        client.get("/organizations/own/")


def test_corrections_are_named_in_words(world: World, client_of: ClientOf, at_nine: datetime) -> None:
    facts = ("post.president", "post.accountant", "post.值班员", "organization.class", "filler.phone")
    for fact in facts:
        FactChange.objects.create(
            organization=world.tea, fact=fact, value="x", proposed_name="周予安", proposed_at=at_nine
        )
    found = client_of(world.administrator).get("/organizations/corrections/").context["changes"]
    named = {change.fact: name for change, name in found}
    assert [named[fact] for fact in facts] == ["理事长（会长）", "会计", "值班员", "类别", "联系电话"]
