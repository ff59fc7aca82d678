"""What is kept beside the pages: consents, coverage, answers set free, reports, what was taken down."""

from __future__ import annotations

from django.db import models

from quanjing.assessment.models import Scheme
from quanjing.calls.models import Application
from quanjing.files.models import StoredFile
from quanjing.foundation import clock
from quanjing.foundation.ids import new_code
from quanjing.manuscripts.models import Answer
from quanjing.organizations.models import Organization
from quanjing.portal.enums import Ground, Outcome
from quanjing.portal.models.pages import ColumnPage
from quanjing.submissions.models import Submission


class PortalState(models.Model):
    """One row: `version` goes up with all that changes a public page, so that no process shows an old one.

    `shows_contacts`: telephone and mail of the office of a body stand in the public list of bodies.
    """

    version = models.PositiveBigIntegerField(default=1)
    shows_contacts = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.version)


class Consent(models.Model):
    """A person agreed to a story or an article: to what, from when, until when.

    It is never deleted, only withdrawn.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    story = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="consents"
    )
    title = models.CharField(max_length=255)  # of the story, which may be gone
    person = models.CharField(max_length=100)
    use = models.CharField(max_length=300)
    given_on = models.DateField()
    until = models.DateField(null=True, blank=True)  # last day
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    application = models.ForeignKey(  # whose nominee agreed there; taken back there, it ends here
        Application, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_name = models.CharField(max_length=150, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-given_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def holds(self) -> bool:
        today = clock.today()
        return (
            self.withdrawn_at is None and self.given_on <= today and (not self.until or today <= self.until)
        )


class TakeDown(models.Model):
    """A page that was taken from the portal: which, when, why. The log outlives the page."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=255)
    address = models.CharField(max_length=500)
    ground = models.CharField(max_length=10, choices=Ground)
    reason = models.CharField(max_length=300, blank=True)
    taken_at = models.DateTimeField()
    taken_name = models.CharField(max_length=150)

    class Meta:
        ordering = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class PageReport(models.Model):
    """What a reader says is wrong on a page; the name of the reader is not asked for."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=255)
    text = models.TextField()
    contact = models.CharField(max_length=150, blank=True)
    made_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    answer = models.CharField(max_length=300, blank=True)
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class CoverageItem(models.Model):
    """A piece in an outlet, by its link: the piece itself stays where it is."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    outlet = models.CharField(max_length=150)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=500, unique=True)
    on = models.DateField()
    topic = models.ForeignKey(
        ColumnPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="coverage"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # that it is about
    submission = models.ForeignKey(
        Submission, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_name = models.CharField(max_length=150)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Release(models.Model):
    """The answer to a manuscript as the public reads it: a text that a person has checked."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="release")
    title = models.CharField(max_length=200)
    text = models.TextField()
    released_name = models.CharField(max_length=150)
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-released_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class GradeRelease(models.Model):
    """The list of grades of a published assessment as the public reads it: bodies, by the grades chosen."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    scheme = models.OneToOneField(Scheme, on_delete=models.PROTECT, related_name="public_list")
    grades = models.JSONField(default=list)  # keys of the grades whose bodies are named
    released_name = models.CharField(max_length=150)
    released_at = models.DateTimeField()

    class Meta:
        ordering = ["-released_at", "-pk"]

    def __str__(self) -> str:
        return str(self.scheme)
