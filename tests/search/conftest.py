from tests.submissions.conftest import clock_at_opening, scene

__all__ = ["clock_at_opening", "scene"]
