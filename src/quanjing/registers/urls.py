"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.registers import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("registers/", views.register_index, name="register_index"),
    path("registers/kinds/", views.kind_list, name="register_kinds"),
    path("registers/kinds/new/", views.kind_new, name="register_kind_new"),
    path("registers/kinds/<str:code>/", views.kind_edit, name="register_kind_edit"),
    path("registers/kinds/<str:code>/end/", views.kind_end, name="register_kind_end"),
    path("registers/entries/<str:code>/", views.entry_page, name="register_entry"),
    path("registers/entries/<str:code>/edit/", views.entry_edit, name="register_entry_edit"),
    path("registers/entries/<str:code>/step/", views.entry_step, name="register_entry_step"),
    path("registers/entries/<str:code>/hand-over/", views.entry_hand_over, name="register_hand_over"),
    path("registers/entries/<str:code>/files/<str:file>/", views.entry_file, name="register_file"),
    path("registers/entries/<str:code>/read/", views.entry_acknowledge, name="register_acknowledge"),
    path("registers/entries/<str:code>/readers/", views.entry_readers, name="register_readers"),
    path("registers/entries/<str:code>/ask/", views.entry_ask, name="register_ask"),
    path("registers/entries/<str:code>/ask/<str:asked>/", views.entry_answer, name="register_answer"),
    path(
        "registers/entries/<str:code>/steps/<int:position>/", views.entry_take_step, name="register_take_step"
    ),
    path("registers/entries/<str:code>/log/", views.entry_note, name="register_note"),
    path("registers/entries/<str:code>/log/<int:line>/", views.entry_settle, name="register_settle"),
    path("registers/<str:code>/confirm/", views.register_confirm, name="register_confirm"),
    path("registers/<str:code>/confirmed/", views.register_confirmed, name="register_confirmed"),
    path("registers/tables/<str:code>/", views.table_page, name="register_table"),
    path("registers/<str:code>/blank.xlsx", views.table_blank, name="register_blank"),
    path("registers/<str:code>/table/", views.table_upload, name="register_upload"),
    path("registers/<str:code>/export/", views.export_ask, name="register_export"),
    path("registers/<str:code>/files/", views.export_list, name="register_exports"),
    path("registers/<str:code>/files/<str:export>/", views.export_file, name="register_export_file"),
    path("registers/<str:code>/", views.register_page, name="register_page"),
    path("registers/<str:code>/years/", views.register_counts, name="register_counts"),
    path("registers/<str:code>/new/", views.register_enter, name="register_enter"),
]
