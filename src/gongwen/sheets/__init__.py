"""Forms on paper: blanks as templates, filled copies as answers, and both written again."""
