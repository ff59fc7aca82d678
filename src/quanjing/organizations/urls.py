"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.organizations.views import corrections, imports, posts, setup, tree

urlpatterns: list[URLPattern | URLResolver] = [
    path("setup/", setup.setup, name="setup"),
    path("posts/", posts.post_list, name="post_list"),
    path("post/", posts.post_switch, name="post_switch"),
    path("posts/tokens/", posts.token_add, name="token_add"),
    path("posts/tokens/<int:token_id>/revoke/", posts.token_revoke, name="token_revoke"),
    path("organizations/", tree.organization_list, name="organization_list"),
    path("organizations/own/", tree.organization_own, name="organization_own"),
    path("organizations/corrections/", corrections.fact_changes, name="fact_changes"),
    path("organizations/corrections/<str:change>/", corrections.fact_decide, name="fact_decide"),
    path("organizations/table.xlsx", imports.import_table, name="import_table"),
    path("organizations/imports/<str:code>/", imports.import_preview, name="import_preview"),
    path("organizations/<str:code>/", tree.organization_detail, name="organization_detail"),
    path("organizations/<str:code>/edit/", tree.organization_edit, name="organization_edit"),
    path("organizations/<str:code>/add/", tree.organization_add, name="organization_add"),
    path("organizations/<str:code>/import/", imports.import_upload, name="import_upload"),
    path("organizations/<str:code>/links/", imports.link_sheet, name="link_sheet"),
    path("organizations/<str:code>/posts/add/", posts.post_add, name="post_add"),
    path("organizations/<str:code>/posts/<str:post_code>/end/", posts.post_end, name="post_end"),
    path("organizations/<str:code>/posts/<str:post_code>/link/", posts.post_link, name="post_link"),
]
