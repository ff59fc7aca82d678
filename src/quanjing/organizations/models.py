"""The tree of organizations, the posts in it, and the tokens that belong to posts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from treebeard.mp_tree import MP_Node

from quanjing.foundation.clock import DAY_END
from quanjing.foundation.ids import new_code
from quanjing.organizations.enums import ChangeState, Kind, Level, Role, SocietyClass


class Organization(MP_Node):
    """A body in the one administrative tree. Siblings stand by class, number, name: path is the order.

    `valid_to` is the last day the body exists; a closed body keeps its past.
    """

    node_order_by = ["society_class", "number", "name"]

    code = models.CharField(max_length=16, unique=True, default=new_code)
    number = models.CharField(max_length=20, blank=True)  # the office's own register number
    name = models.CharField(max_length=200, db_index=True)
    short_name = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20, choices=Kind)
    level = models.CharField(max_length=12, choices=Level, blank=True)
    region = models.CharField(max_length=60, blank=True)  # province or city whose name it bears
    society_class = models.PositiveSmallIntegerField(choices=SocietyClass, default=SocietyClass.NONE)
    credit_code = models.CharField(max_length=18, blank=True)
    host_unit = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    day_end = models.CharField(max_length=5, default=DAY_END)  # HH:MM when a day without a time ends
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=~models.Q(credit_code=""), name="organization_credit_code"
            )
        ]
        indexes = [models.Index(fields=["kind", "level", "society_class"])]

    def __str__(self) -> str:
        return self.name


class OrganizationName(models.Model):
    """A name that a body bore: an old document keeps the old name."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    used_from = models.DateField()
    used_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A post in a body, with its holder for a term. Rights hang here."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=Role)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # last day in force

    def __str__(self) -> str:
        return f"{self.organization} {self.title}"


class ApiToken(models.Model):
    """A token that acts under one post; only its hash is kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tokens")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.post} {self.created_at:%Y-%m-%d}"


class ImportDraft(models.Model):
    """A table of organizations that was uploaded and previewed, but not yet imported."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    under = models.ForeignKey(Organization, on_delete=models.CASCADE)
    file_name = models.CharField(max_length=255)
    rows = models.JSONField()
    created_by_post = models.ForeignKey(Post, on_delete=models.CASCADE, null=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.file_name


class FactChange(models.Model):
    """A fact about a body that its people corrected; its administrator accepts or declines.

    `fact` is a key of `foundation.facts` (organization.name, post.president …), `before` what was known.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="fact_changes")
    fact = models.CharField(max_length=60)
    before = models.CharField(max_length=300, blank=True)
    value = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=ChangeState, default=ChangeState.OPEN)
    proposed_name = models.CharField(max_length=150)
    proposed_at = models.DateTimeField()
    decided_name = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "fact"],
                condition=models.Q(state="open"),
                name="fact_change_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.fact}"
