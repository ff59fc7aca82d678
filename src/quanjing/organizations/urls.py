"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.organizations.views import (
    corrections,
    coverage,
    delegations,
    desks,
    endings,
    imports,
    members,
    office,
    posts,
    setup,
    terms,
    tree,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("setup/", setup.setup, name="setup"),
    path("posts/", posts.post_list, name="post_list"),
    path("post/", posts.post_switch, name="post_switch"),
    path("posts/tokens/", posts.token_add, name="token_add"),
    path("posts/tokens/<int:token_id>/revoke/", posts.token_revoke, name="token_revoke"),
    path(
        "posts/delegations/<int:delegation_id>/revoke/",
        delegations.delegation_revoke,
        name="delegation_revoke",
    ),
    path("organizations/", tree.organization_list, name="organization_list"),
    path("organizations/own/", tree.organization_own, name="organization_own"),
    path("organizations/corrections/", corrections.fact_changes, name="fact_changes"),
    path("organizations/corrections/<str:change>/", corrections.fact_decide, name="fact_decide"),
    path("organizations/table.xlsx", imports.import_table, name="import_table"),
    path("organizations/imports/<str:code>/", imports.import_preview, name="import_preview"),
    path("organizations/coverage/", coverage.organization_coverage, name="organization_coverage"),
    path("organizations/terms/", terms.term_calendar, name="term_calendar"),
    path("organizations/vacancies/", terms.vacancy_list, name="vacancy_list"),
    path("organizations/<str:code>/", tree.organization_detail, name="organization_detail"),
    path("organizations/<str:code>/edit/", tree.organization_edit, name="organization_edit"),
    path("organizations/<str:code>/declare/", coverage.branch_declare, name="branch_declare"),
    path("organizations/<str:code>/rename/", endings.organization_rename, name="organization_rename"),
    path("organizations/<str:code>/end/", endings.organization_end, name="organization_end"),
    path("organizations/<str:code>/add/", tree.organization_add, name="organization_add"),
    path("organizations/<str:code>/table.xlsx", imports.organization_table, name="organization_table"),
    path("organizations/<str:code>/import/", imports.import_upload, name="import_upload"),
    path("organizations/<str:code>/links/", imports.link_sheet, name="link_sheet"),
    path("organizations/<str:code>/desks/", desks.desk_list, name="desk_list"),
    path("organizations/<str:code>/desks/add/", desks.desk_add, name="desk_add"),
    path(
        "organizations/<str:code>/confirmation/",
        tree.organization_confirmation,
        name="organization_confirmation",
    ),
    path("organizations/<str:code>/approval/", office.organization_approval, name="organization_approval"),
    path(
        "organizations/<str:code>/registering/",
        office.organization_registering,
        name="organization_registering",
    ),
    path("desks/<str:code>/", desks.desk_page, name="desk_page"),
    path("desks/<str:code>/edit/", desks.desk_edit, name="desk_edit"),
    path("desks/<str:code>/seats/", desks.desk_seat, name="desk_seat"),
    path("desks/<str:code>/seats/<str:post_code>/", desks.seat_change, name="seat_change"),
    path("organizations/<str:code>/members/add/", members.member_add, name="member_add"),
    path("organizations/<str:code>/members/<int:membership_id>/end/", members.member_end, name="member_end"),
    path("organizations/<str:code>/posts/add/", posts.post_add, name="post_add"),
    path("organizations/<str:code>/posts/<str:post_code>/end/", posts.post_end, name="post_end"),
    path(
        "organizations/<str:code>/posts/<str:post_code>/delegate/",
        delegations.post_delegate,
        name="post_delegate",
    ),
    path("organizations/<str:code>/posts/<str:post_code>/link/", posts.post_link, name="post_link"),
]
