"""The pages of the portal as its editors write them. How they are shown is said in `views` and templates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page

from quanjing.calls.models import Application
from quanjing.foundation import clock
from quanjing.organizations.models import Organization
from quanjing.portal.blocks import BODY
from quanjing.portal.enums import ColumnKind, Licence, Subject
from quanjing.portal.models.media import Picture
from quanjing.portal.models.naming import PageForm

ENGLISH = "en"  # slug of the English first page, below which everything is English


class PortalPage(Page):
    """What all pages share: the language they stand in, and their pair in the other one."""

    other_language = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("the same page in the other language"),
    )  # fmt: skip

    base_form_class = PageForm
    title_panels: ClassVar[list[Any]] = [FieldPanel("title")]  # writes no address beside it
    promote_panels: ClassVar[list[Any]] = [
        FieldPanel("slug", help_text=_("Left empty, it is made from the title.")),
        FieldPanel("show_in_menus"),
    ]
    settings_panels: ClassVar[list[Any]] = [*Page.settings_panels, PageChooserPanel("other_language")]

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        """By its place in the tree."""
        return "en" if f"/{ENGLISH}/" in self.url_path[:40] else "zh-hans"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:  # noqa: ARG002
        """The page as it will be, drawn as for a reader."""
        with translation.override(self.language):
            return HttpResponse(render_to_string(self.template, {"page": self, "is_preview": True}))


class HomePage(PortalPage):
    """A first page, of the whole portal or of its English part. `organization` edits it and all below."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    lead = models.CharField(_("line below the name"), max_length=200, blank=True)
    feature = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("page shown largest"),
    )  # fmt: skip

    template = "portal/home.html"
    parent_page_types: ClassVar[list[str]] = []  # made by an action, once for each language
    subpage_types: ClassVar[list[str]] = [
        "portal.ColumnPage", "portal.ArticlePage", "portal.PublicationsPage",
    ]  # fmt: skip
    content_panels: ClassVar[list[Any]] = [
        *PortalPage.title_panels, FieldPanel("lead"), PageChooserPanel("feature"),
    ]  # fmt: skip
    promote_panels: ClassVar[list[Any]] = []  # everything is found by the address of the first pages

    class Meta:
        verbose_name = _("first page of the portal")


class ColumnPage(PortalPage):
    """Articles under one heading: a topic, a series, stories, a periodical and its issues."""

    kind = models.CharField(_("kind"), max_length=12, choices=ColumnKind, default=ColumnKind.TOPIC)
    summary = models.CharField(_("what it is about"), max_length=300)
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    template = "portal/column.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ColumnPage"]
    subpage_types: ClassVar[list[str]] = ["portal.ColumnPage", "portal.ArticlePage", "portal.StoryPage"]
    content_panels: ClassVar[list[Any]] = [
        *PortalPage.title_panels, FieldPanel("kind"), FieldPanel("summary"), FieldPanel("picture"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("column of the portal")


class ArticleFields(PortalPage):
    """What an article and a story share. A text of others names its source and the ground of its reprint."""

    summary = models.CharField(_("summary"), max_length=300)
    day = models.DateField(_("date"), default=clock.today)
    byline = models.CharField(_("author or unit"), max_length=150, blank=True)
    picture = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(BODY, blank=True, verbose_name=_("text"))
    source_name = models.CharField(_("outlet that it is taken from"), max_length=150, blank=True)
    source_url = models.URLField(_("address of the original"), max_length=500, blank=True)
    licence = models.CharField(_("ground of the reprint"), max_length=12, choices=Licence, blank=True)
    application = models.ForeignKey(  # to a call, from which the text was taken in
        Application, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    attribution: ClassVar[list[Any]] = [
        FieldPanel("source_name"), FieldPanel("source_url"), FieldPanel("licence"),
    ]  # fmt: skip
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage", "portal.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def clean(self) -> None:
        """A reprint is complete in all three, or is none."""
        super().clean()
        names = ("source_name", "source_url", "licence")
        missing = [name for name in names if not getattr(self, name)]
        if 0 < len(missing) < len(names):
            message = _("A reprint names its outlet, its address and the ground it stands on.")
            raise ValidationError(dict.fromkeys(missing, message))


class ArticlePage(ArticleFields):
    """An article of the body itself; one by a person, or that names one, waits for the person's agreement."""

    asks_consent = models.BooleanField(
        _("needs the agreement of a person"), default=False,
        help_text=_("By a person or naming one: signed off only while an agreement is written down."),
    )  # fmt: skip

    template = "portal/article.html"
    content_panels: ClassVar[list[Any]] = [
        *PortalPage.title_panels, FieldPanel("summary"), FieldPanel("day"), FieldPanel("byline"),
        FieldPanel("asks_consent"), FieldPanel("picture"), FieldPanel("body"),
        MultiFieldPanel(ArticleFields.attribution, heading=_("Taken from elsewhere"), classname="collapsed"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("article of the portal")


class StoryPage(ArticleFields):
    """A model story. One of a person is published only while the person's consent holds."""

    subject = models.CharField(_("who or what it tells of"), max_length=8, choices=Subject)
    unit = models.CharField(_("unit that recommends it"), max_length=150, blank=True)

    template = "portal/article.html"
    parent_page_types: ClassVar[list[str]] = ["portal.ColumnPage"]
    content_panels: ClassVar[list[Any]] = [
        *PortalPage.title_panels, FieldPanel("subject"), FieldPanel("unit"), FieldPanel("summary"),
        FieldPanel("day"), FieldPanel("byline"), FieldPanel("picture"), FieldPanel("body"),
        MultiFieldPanel(ArticleFields.attribution, heading=_("Taken from elsewhere"), classname="collapsed"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("model story")

    @property
    def asks_consent(self) -> bool:
        return self.subject == Subject.PERSON


class PublicationsPage(PortalPage):
    """Articles that experts published elsewhere: title, author, outlet, day, address."""

    summary = models.CharField(_("what it is about"), max_length=300, blank=True)

    template = "portal/publications.html"
    parent_page_types: ClassVar[list[str]] = ["portal.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        *PortalPage.title_panels, FieldPanel("summary"), InlinePanel("publications", label=_("Publication")),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("list of publications")


class Publication(Orderable):
    page = ParentalKey(PublicationsPage, on_delete=models.CASCADE, related_name="publications")
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=150)
    outlet = models.CharField(_("outlet"), max_length=150)
    on = models.DateField(_("date"))
    url = models.URLField(_("address"), max_length=500, blank=True)

    panels: ClassVar[list[Any]] = [
        FieldPanel("title"), FieldPanel("author"), FieldPanel("outlet"), FieldPanel("on"), FieldPanel("url"),
    ]  # fmt: skip

    class Meta(Orderable.Meta):
        ordering = ["-on", "sort_order"]

    def __str__(self) -> str:
        return self.title
