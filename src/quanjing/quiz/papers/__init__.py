"""How a paper is drawn, and what an answer is worth; knows no database."""

from quanjing.quiz.papers.drawing import Card, Deck, Line, draw, draw_days, missing
from quanjing.quiz.papers.marking import is_right, plain, score

__all__ = ["Card", "Deck", "Line", "draw", "draw_days", "is_right", "missing", "plain", "score"]
