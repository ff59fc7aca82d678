"""Courses of pages with self-tests; branch schools, lecturers, and what they lend."""

from __future__ import annotations

from django.db import models

from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.quiz.models import QuestionBank
from quanjing.study.enums import LoanState, Sharing
from quanjing.study.models.classes import TrainingClass
from quanjing.study.models.library import Material


class Course(models.Model):
    """A course that anybody who sees it may read; who read what is kept nowhere."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="courses")
    title = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.BELOW)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class CoursePage(models.Model):
    """A page: text, a material, and `ask` questions of a bank to try oneself; results are not kept."""

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="pages")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    material = models.ForeignKey(Material, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bank = models.ForeignKey(QuestionBank, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ask = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class BranchSchool(models.Model):
    """A branch of the Party school at a body, with its theme, head and term."""

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="branch_school")
    code = models.CharField(max_length=16, unique=True, default=new_code)
    name = models.CharField(max_length=200)
    theme = models.CharField(max_length=200, blank=True)
    head_post = models.CharField(max_length=100, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # last day of its term

    class Meta:
        ordering = ["organization__path"]

    def __str__(self) -> str:
        return self.name


class Lecturer(models.Model):
    """Somebody who lectures for a body and agreed to be named here: name, post and topics, nothing else."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="lecturers")
    name = models.CharField(max_length=100)
    post_title = models.CharField(max_length=100, blank=True)
    topics = models.TextField(blank=True)  # one a line
    sharing = models.CharField(max_length=8, choices=Sharing, default=Sharing.ALL)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["organization__path", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class Loan(models.Model):
    """A body asks another for a lecturer or a course, for a day or for a class."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    lecturer = models.ForeignKey(
        Lecturer, on_delete=models.PROTECT, null=True, blank=True, related_name="loans"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="loans")
    lender = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    borrower = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    training_class = models.ForeignKey(
        TrainingClass, on_delete=models.SET_NULL, null=True, blank=True, related_name="loans"
    )
    wanted_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=LoanState, default=LoanState.ASKED)
    answer = models.CharField(max_length=300, blank=True)
    asked_name = models.CharField(max_length=150)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lecturer=None) ^ models.Q(course=None), name="loan_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return str(self.lecturer or self.course)
