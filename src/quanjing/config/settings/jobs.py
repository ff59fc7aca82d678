"""Background work: django-q2 with the ORM as broker on every database.

`retry` stands above `timeout`: its defaults would run a long job twice at once.
"""

Q_CLUSTER = {
    "name": "quanjing",
    "orm": "default",
    "workers": 2,
    "timeout": 600,
    "retry": 660,
    "poll": 0.5,
    "max_attempts": 5,
    "catch_up": False,
    "save_limit": 200,
    "label": "Jobs",
}
