"""How the region's figures are shown to people."""

from typing import Any

from fairlead.commands.figures import COLUMNS, rows_of, table_of

TARGETS = {code: {"measure": "share", "unit": ""} for code in ("R30", "R31", "R18")}


def a_figure(code: str, **facts: Any) -> dict[str, Any]:
    ordinary = {"trust": None, "period": "2026-27-Q3", "numerator": 3, "denominator": 4, "value": 0.75}
    return {"code": code, **ordinary, **facts}


def lines(*indicators: dict[str, Any], **national: dict[str, Any]) -> list[str]:
    told = {"heading": "not for publication", "as_of": "2026-11-22", "indicators": indicators, "targets": TARGETS}
    return [" ".join(line.split()) for line in table_of(told | ({"national": national} if national else {}))]


def test_what_was_published_of_the_country_stands_beside_the_same_and_its_source_once() -> None:
    where = {"as_of": "January 2026", "source": "NHS England"}
    national = {"R30": {"share": 0.92, **where}, "R31": {"share": 0.82, **where}}

    shown = lines(a_figure("R30"), a_figure("R30", trust="R0B"), a_figure("R18"), **national)

    assert shown[1:] == [
        "R30 region 2026-27-Q3 3 of 4 75.0% nationally 92%",
        "R30 R0B 2026-27-Q3 3 of 4 75.0% nationally 92%",
        "R18 region 2026-27-Q3 3 of 4 75.0%",
        "nationally: January 2026: NHS England",
    ]


def test_figures_in_parts_have_nothing_beside_them() -> None:
    assert lines(a_figure("R30"))[1:] == ["R30 region 2026-27-Q3 3 of 4 75.0%"]


def test_as_data_each_figure_has_the_share_of_the_country_or_none() -> None:
    national = {"R30": {"share": 0.92, "as_of": "January 2026", "source": "NHS England"}}

    rows = list(rows_of({"indicators": [a_figure("R30"), a_figure("R18")], "national": national}))

    assert [[row[column] for column in COLUMNS] for row in rows] == [
        ["R30", None, "2026-27-Q3", 3, 4, 0.75, 0.92],
        ["R18", None, "2026-27-Q3", 3, 4, 0.75, None],
    ]
