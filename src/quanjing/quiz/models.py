"""Question banks, contests with their frozen pool and rules, and attempts: one row each, written twice.

Nobody is named unless he wants to be: an attempt holds a key that the participant keeps, the unit that he
chose, and a display name where he gave one.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models

from quanjing.foundation import clock
from quanjing.foundation.ids import new_code
from quanjing.organizations.models import Organization
from quanjing.quiz.enums import ContestState, Counting, QuestionKind


class QuestionBank(models.Model):
    """A body's store of questions."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="question_banks")
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """What is asked and what is right.

    `options`: [[text, is right]]; `answers`: what may be filled in; `is_true` of a question that is true
    or false.
    """

    kind = models.CharField(max_length=12, choices=QuestionKind)
    text = models.TextField()
    options = models.JSONField(default=list)
    answers = models.JSONField(default=list)
    is_true = models.BooleanField(default=False)
    topic = models.CharField(max_length=100, blank=True)
    difficulty = models.PositiveSmallIntegerField(default=3)  # 1 easiest … 5
    explanation = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Question(Asked):
    """A question of a bank; `folded` is its text as it is compared, so that none stands there twice."""

    code = models.CharField(max_length=16, unique=True, default=new_code)
    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="questions")
    folded = models.CharField(max_length=64)  # a digest
    is_retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bank", "folded"], name="question_once_in_a_bank")]
        indexes = [models.Index(fields=["bank", "topic", "difficulty"])]

    def __str__(self) -> str:
        return self.text[:80]


class BankImport(models.Model):
    """A file of questions that was looked at and waits for the word to take it in: all of it or nothing.

    `questions` are the fields of `Asked` with "place"; `bad`: [[place, fault, words]]; `doubles`:
    [[place, text]] of those that the file or the bank has already.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    bank = models.ForeignKey(QuestionBank, on_delete=models.CASCADE, related_name="imports")
    name = models.CharField(max_length=255)
    questions = models.JSONField()
    bad = models.JSONField()
    doubles = models.JSONField()
    ignored = models.JSONField(default=list)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Contest(models.Model):
    """A voluntary contest. Its rules stand on its page before it begins, and then no more change.

    `attempts_a_day` and `attempts` are limits, 0 means none. Whose final round it is stands in `final_of`;
    then the best `finalists` of that contest take part, nobody else. An examination belongs to an app above:
    it stands in no list here, has no ranking and is not opened by its code.
    """

    code = models.CharField(max_length=16, unique=True, default=new_code)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="contests")
    name = models.CharField(max_length=200)
    intro = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=ContestState, default=ContestState.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=400)  # for an attempt, by the clock of the server
    attempts_a_day = models.PositiveSmallIntegerField(default=1)
    attempts = models.PositiveSmallIntegerField(default=5)
    counting = models.CharField(max_length=8, choices=Counting, default=Counting.BEST)
    pool_by_day = models.BooleanField(default=False)  # each day draws from questions of its own
    guests = models.BooleanField(default=True)  # without an account, by a link
    final_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="finals"
    )
    finalists = models.PositiveIntegerField(default=0)
    is_examination = models.BooleanField(default=False)
    banks = models.ManyToManyField(QuestionBank, related_name="contests")
    version = models.PositiveIntegerField(default=1)  # grows with each change, of keys as well
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=150, blank=True)
    cancel_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-opens_at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def is_open(self, now: datetime) -> bool:
        return self.state == ContestState.PUBLISHED and self.opens_at <= now < self.closes_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.closes_at

    @property
    def days(self) -> list[date]:
        """The days in China on which an attempt may begin."""
        first = self.opens_at.astimezone(clock.CHINA).date()
        last = (self.closes_at - timedelta(microseconds=1)).astimezone(clock.CHINA).date()
        return [first + timedelta(place) for place in range((last - first).days + 1)]


class DrawLine(models.Model):
    """How many questions of a topic and difficulty a paper holds ("" and 0: any), and what each is worth."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="lines")
    topic = models.CharField(max_length=100, blank=True)
    difficulty = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveSmallIntegerField()
    points = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.topic} {self.difficulty} × {self.number}"


class PoolQuestion(Asked):
    """A question as it stood when the contest was published; `day` is its day where pools go by day."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="pool")
    question = models.ForeignKey(Question, on_delete=models.SET_NULL, null=True, related_name="+")
    day = models.DateField(null=True, blank=True)  # in China

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text[:80]


class KeyCorrection(models.Model):
    """A wrong key that was put right: what was right before, why it changed, and how many results changed."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="corrections")
    question = models.ForeignKey(PoolQuestion, on_delete=models.CASCADE, related_name="corrections")
    before = models.JSONField()  # {"options", "answers", "is_true"}
    reason = models.CharField(max_length=300)
    corrected_by = models.CharField(max_length=150)
    corrected_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(null=True)  # that hold the question; null until re-scored
    changed = models.PositiveIntegerField(null=True)  # whose score is another now

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.question}: {self.reason}"


class Attempt(models.Model):
    """One paper of one participant: inserted at the start, updated at the end, nothing between.

    `paper`: [[key of the pool question, points, [order of its options]]]; `answers`: for each of them
    places of options as shown, a text, true or false, or null where it was left open.
    """

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="attempts_made")
    participant = models.CharField(max_length=32)
    number = models.PositiveSmallIntegerField()
    day = models.DateField()  # in China
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    display_name = models.CharField(max_length=30, blank=True)
    paper = models.JSONField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(null=True, blank=True)
    score = models.PositiveIntegerField(default=0)
    milliseconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contest", "participant", "number"], name="attempt_once")
        ]
        indexes = [
            models.Index(fields=["contest", "organization"]),
            models.Index(
                "contest", models.F("score").desc(), "milliseconds", "submitted_at", name="attempt_ranking"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contest_id} {self.participant} {self.number}"

    def runs(self, now: datetime) -> bool:
        return self.submitted_at is None and now < self.ends_at


class Finalist(models.Model):
    """A participant of the round before who may take part in this final round."""

    contest = models.ForeignKey(Contest, on_delete=models.CASCADE, related_name="invited")
    participant = models.CharField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["contest", "participant"], name="finalist_once")]

    def __str__(self) -> str:
        return self.participant
