"""The tree of organizations, the posts in it, and the tokens that belong to posts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from treebeard.mp_tree import MP_Node

from quanjing.foundation.clock import DAY_END
from quanjing.foundation.ids import new_code
from quanjing.organizations.enums import (
    ChangeState,
    EndingKind,
    Kind,
    Level,
    Office,
    Role,
    SocietyClass,
)


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
    affiliation = models.CharField(max_length=200, blank=True)  # a Party organization outside, as a label
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    day_end = models.CharField(max_length=5, default=DAY_END)  # HH:MM when a day without a time ends
    confirms_reports = models.BooleanField(default=False)  # the head confirms before a report leaves
    approves_publishing = models.BooleanField(default=False)  # the head approves before a notice goes out
    registers_on_receipt = models.BooleanField(default=False)  # confirming receipt enters it in the register
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


class Succession(models.Model):
    """A body that went into another, or came out of it; both keep their own past."""

    predecessor = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="origins")
    kind = models.CharField(max_length=8, choices=EndingKind)
    last_day = models.DateField()  # of the state before

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Membership(models.Model):
    """A body that belongs to another beside the tree, for a time.

    A joint branch serves its members; an alliance, an advisory board or a class consists of them.
    """

    body = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="memberships")
    member = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="member_of")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)  # last day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "member"], condition=models.Q(ends_on=None), name="membership_open_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.body} – {self.member}"


class BranchDeclaration(models.Model):
    """Whether a society should have a branch from a day on: three or more full members, as yes or no.

    Never a head count: a person's Party membership is sensitive, and the figure needs no more.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="declarations")
    should_have = models.BooleanField()
    declared_on = models.DateField()
    declared_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organization", "declared_on"], name="declaration_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.declared_on:%Y-%m-%d}"


class Post(models.Model):
    """A post in a body, with its holder for a term. Rights hang here."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=16, choices=Role)
    office = models.CharField(max_length=20, choices=Office, blank=True)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)  # last day in force

    def __str__(self) -> str:
        return f"{self.organization} {self.title}"


class Desk(models.Model):
    """Where reports on a topic arrive: several officers share its queue, telephone and mailbox."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(max_length=100)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="desk_name")]

    def __str__(self) -> str:
        return self.name


class DeskSeat(models.Model):
    """A post at a desk, and the post that stands in for it from one day to another, both inclusive."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="seats")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="seats")
    substitute = models.ForeignKey(
        Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="substitutions"
    )
    substitute_from = models.DateField(null=True, blank=True)
    substitute_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["desk", "post"], name="seat_once")]

    def __str__(self) -> str:
        return f"{self.desk} {self.post}"


class Delegation(models.Model):
    """Another person has the rights of a post for a span of days, until it is revoked."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="delegations")
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="delegations"
    )
    first_day = models.DateField()
    last_day = models.DateField()
    named_by = models.CharField(max_length=150)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["delegate", "last_day"])]

    def __str__(self) -> str:
        return f"{self.delegate}: {self.post}"


class ApiToken(models.Model):
    """A token that acts under one post; only its hash is kept."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tokens")
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.post} {self.created_at:%Y-%m-%d}"


class UploadedTable(models.Model):
    """A table that was uploaded and looked at, but not yet entered; only the post that did sees it."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=255)
    rows = models.JSONField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.file_name


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
