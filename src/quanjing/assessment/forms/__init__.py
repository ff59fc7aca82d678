"""HTTP input to clean values."""

from quanjing.assessment.forms.line import LineForm, not_understood
from quanjing.assessment.forms.scheme import SchemeForm
from quanjing.assessment.forms.values import said_in, value_in

__all__ = ["LineForm", "SchemeForm", "not_understood", "said_in", "value_in"]
