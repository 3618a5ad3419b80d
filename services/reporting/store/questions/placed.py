"""What the placement of a fact adds to it, where the fact names a doctor and a day but no placement."""

# At the trust of the fact, else where they began last. For a question of its own whose table is ``fact``.
_PLACED = """(SELECT {what} FROM placement AS there
                WHERE there.doctor_id = fact.doctor_id AND fact.{day} BETWEEN there.starts_on AND there.ends_on
                      AND NOT there.cancelled
                ORDER BY there.host = fact.trust DESC, there.starts_on DESC LIMIT 1) AS {called}"""

HOURS = "CASE WHEN wte < 1 THEN 'less_than_full_time' WHEN wte >= 1 THEN 'full_time' END"


def grade_on(day: str) -> str:
    return _told_on(day, grade="grade")


def department_on(day: str) -> str:
    """Grade and specialty."""
    return _told_on(day, grade="grade", specialty="specialty")


def post_on(day: str) -> str:
    """Grade, hours and site, as ``residents`` have them."""
    return _told_on(day, grade="grade", hours=HOURS, site="site")


def _told_on(day: str, **asked: str) -> str:
    return ",\n               ".join(
        _PLACED.format(what=what, day=day, called=called) for called, what in asked.items()
    )
