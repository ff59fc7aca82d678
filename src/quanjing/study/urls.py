"""Pages of this app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from quanjing.study import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("study/", views.study_plan, name="study_plan"),
    path("study/campaigns/", views.campaign_list, name="campaign_list"),
    path("study/campaigns/new/", views.campaign_new, name="campaign_new"),
    path("study/campaigns/<str:code>/", views.campaign_page, name="campaign_page"),
    path("study/campaigns/<str:code>/edit/", views.campaign_edit, name="campaign_edit"),
    path("study/campaigns/<str:code>/logo/", views.campaign_logo, name="campaign_logo"),
    path("study/library/", views.material_list, name="material_list"),
    path("study/library/new/", views.material_new, name="material_new"),
    path("study/library/<str:code>/", views.material_page, name="material_page"),
    path("study/library/<str:code>/<int:number>/file/", views.material_file, name="material_file"),
    path("study/library/<str:code>/<int:number>/captions.vtt", views.captions, name="material_captions"),
    path("study/lists/", views.reading_lists, name="reading_lists"),
    path("study/lists/new/", views.reading_list_new, name="reading_list_new"),
    path("study/lists/<str:code>/", views.reading_list_page, name="reading_list_page"),
    path("study/classes/", views.class_list, name="class_list"),
    path("study/classes/new/", views.class_new, name="class_new"),
    path("study/classes/trained/", views.trained, name="class_trained"),
    path("study/classes/<str:code>/", views.class_page, name="class_page"),
    path("study/classes/<str:code>/edit/", views.class_edit, name="class_edit"),
    path("study/classes/<str:code>/seats/", views.class_seats, name="class_seats"),
    path("study/classes/<str:code>/presence.docx", views.class_presence, name="class_presence"),
    path("study/classes/<str:code>/class.ics", views.class_calendar, name="class_calendar"),
    path("study/classes/<str:code>/completion/", views.class_completion, name="class_completion"),
    path("study/classes/<str:code>/examination/", views.examination_new, name="examination_new"),
    path("study/examinations/<str:code>/", views.examination_page, name="examination_page"),
    path("study/examinations/<str:code>/edit/", views.examination_edit, name="examination_edit"),
    path("study/examinations/<str:code>/paper/", views.examination_paper, name="examination_paper"),
    path("study/examinations/<str:code>/start/", views.examination_start, name="examination_start"),
    path("study/examinations/<str:code>/submit/", views.examination_submit, name="examination_submit"),
    path("study/examinations/<str:code>/keys/<int:key>/", views.examination_key, name="examination_key"),
    path(
        "study/examination-certificates/<str:code>/<str:form>/",
        views.examination_certificate,
        name="examination_certificate",
    ),
    path("study/certificates/<str:code>/<str:form>/", views.certificate_file, name="certificate_file"),
    path("study/courses/", views.course_list, name="course_list"),
    path("study/courses/<str:code>/", views.course_page, name="course_page"),
    path("study/courses/<str:code>/<int:page>/", views.course_reading, name="course_reading"),
    path("study/courses/<str:code>/course.zip", views.course_export, name="course_export"),
    path("study/schools/", views.school_list, name="school_list"),
    path("study/forum/", views.board_list, name="board_list"),
    path("study/forum/<str:code>/", views.board_page, name="board_page"),
    path("study/threads/<str:code>/", views.thread_page, name="thread_page"),
    path("certificates/", views.certificate_check, name="certificate_check"),
]
