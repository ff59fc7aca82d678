"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.services import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("services/", views.offer_list, name="offer_list"),
    path("services/offers/new/", views.offer_new, name="offer_new"),
    path("services/offers/<str:code>/", views.offer_page, name="offer_page"),
    path("services/offers/<str:code>/edit/", views.offer_edit, name="offer_edit"),
    path("services/talks/", views.talk_programme, name="talk_programme"),
    path("services/slots/<str:code>/", views.slot_book, name="slot_book"),
    path("services/bookings/", views.booking_list, name="booking_list"),
    path("services/bookings.xlsx", views.booking_export, name="booking_export"),
    path("services/bookings/demand/", views.booking_desk, name="booking_desk"),
    path("services/bookings/<str:code>/", views.booking_page, name="booking_page"),
    path("services/bookings/<str:code>/files/<str:file>/", views.delivery_file, name="delivery_file"),
    path("services/requests/", views.request_list, name="request_list"),
    path("services/requests.xlsx", views.request_export, name="request_export"),
    path("services/requests/new/", views.request_new, name="request_new"),
    path("services/requests/counts/", views.request_counts, name="request_counts"),
    path("services/requests/<str:code>/", views.request_page, name="request_page"),
    path("services/asked/<str:code>/", views.help_ask, name="help_ask"),
    path("services/roster/", views.helper_list, name="helper_list"),
    path("services/roster/new/", views.helper_new, name="helper_new"),
    path("services/roster/<str:code>/", views.helper_page, name="helper_page"),
    path("services/questions/", views.question_desk, name="question_desk"),
    path("services/questions/<str:code>/", views.question_page, name="desk_question"),
    path("services/desk/", views.service_desk, name="service_desk"),
    path("service-desk/", views.public_desks, name="public_desks"),
    path("service-desk/look-up/", views.public_look_up, name="public_look_up"),
    path("service-desk/<str:code>/request/", views.public_request, name="public_request"),
    path("service-desk/<str:code>/questions/", views.public_questions, name="public_questions"),
    path("official-channel/", views.official_channel, name="official_channel"),
]
