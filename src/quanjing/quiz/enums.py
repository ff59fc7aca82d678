from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class QuestionKind(TextChoices):
    SINGLE = "single", _("one answer")
    MULTIPLE = "multiple", _("several answers")
    TRUE_FALSE = "true_false", _("true or false")
    FILL_IN = "fill_in", _("fill in")


class ContestState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    CANCELLED = "cancelled", _("cancelled")


class Counting(TextChoices):
    """Which attempts make a participant's result."""

    BEST = "best", _("the best attempt")
    SUM = "sum", _("the sum of all attempts")
