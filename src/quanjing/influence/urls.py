from django.urls import path

from quanjing.influence import views

urlpatterns = [
    path("influence/", views.influence_list, name="influence_list"),
    path("influence/new/", views.influence_new, name="influence_new"),
    path("influence/items/<str:code>/", views.item_page, name="influence_item"),
    path("influence/tables/<str:code>/", views.table_page, name="influence_rows"),
    path("influence/<str:code>/", views.influence_page, name="influence_page"),
    path("influence/<str:code>/edit/", views.influence_edit, name="influence_edit"),
    path("influence/<str:code>/step/", views.influence_step, name="influence_step"),
    path("influence/<str:code>/items/", views.item_list, name="influence_items"),
    path("influence/<str:code>/items/add/", views.item_add, name="influence_item_add"),
    path("influence/<str:code>/blank.xlsx", views.table_blank, name="influence_blank"),
    path("influence/<str:code>/upload/", views.table_upload, name="influence_upload"),
    path("influence/<str:code>/results/", views.influence_results, name="influence_results"),
    path("influence/<str:code>/results.xlsx", views.influence_table, name="influence_table"),
    path("influence/<str:code>/results.json", views.influence_data, name="influence_data"),
    path("influence/<str:code>/third-parties/", views.third_parties, name="influence_third_parties"),
    path("open-measurements/<str:code>/", views.influence_public, name="influence_public"),
    path("open-measurements/<str:code>/data.json", views.influence_public_data, name="influence_public_data"),
]
