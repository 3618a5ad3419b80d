"""The pages of files, in front of a registry that says what each test lets it."""

import re
from typing import Any
from uuid import uuid4

import pytest

from tests.services.portal.browser import title
from tests.services.portal.region import Region

IMPORTS = "/api/registry/imports"
FILE = {"file": ("people.csv", b"a,b\r\n1,2\r\n", "text/csv")}


def an_import(**facts: Any) -> dict[str, Any]:
    report = {"rows": 3, "added": 2, "changed": 0, "unchanged": 0, "removed": 0, "rejected_rows": 0, "rejected": []}
    ordinary = {
        "id": str(uuid4()),
        "asked_at": "2026-11-22T09:00:00Z",
        "kind": "people",
        "file": "people.csv",
        "state": "done",
        "dry_run": True,
        "progress": {"done": 3, "total": 3},
        "report": {**report, "warnings": [], **facts.pop("report", {})},
        "reason": None,
        "taken_as": None,
    }
    return {**ordinary, **facts}


@pytest.fixture
async def operator(region: Region) -> Region:
    region.upstream.answers[("GET", IMPORTS)] = (200, {"items": [], "next": None})
    await region.browser.sign_in("operator")
    return region


def knows(region: Region, found: dict[str, Any]) -> str:
    region.upstream.answers[("GET", f"{IMPORTS}/{found['id']}")] = (200, found)
    return f"/uploads/{found['id']}"


async def test_a_file_is_first_looked_at(operator: Region) -> None:
    found = an_import()
    knows(operator, found)
    operator.upstream.answers[("POST", IMPORTS)] = (202, found)

    form = await operator.browser.open("/uploads")
    page = await operator.browser.send(form, to="/uploads", files=FILE, kind="people")

    assert (page.url.path, title(page)) == (f"/uploads/{found['id']}", "Check what the file would do - Fairlead")
    (sent,) = [one for one in operator.upstream.seen if one.method == "POST" and one.url.path == IMPORTS]
    assert sent.headers["authorization"].startswith("Bearer ")
    assert "Take the file in" in page.text


async def test_each_rejected_row_stands_at_the_top_and_in_the_table(operator: Region) -> None:
    wrong = {"row": 4, "column": "Email Address", "value": "<anna>", "reason": "not a mail address"}
    path = knows(operator, an_import(report={"rejected_rows": 1, "rejected": [wrong]}))

    page = await operator.browser.open(path)

    assert (page.status_code, title(page)) == (200, "Error: Check what the file would do - Fairlead")
    assert 'href="#fault-1"' in page.text
    assert 'id="fault-1"' in page.text
    assert "&lt;anna&gt;" in page.text
    assert "Take the other rows in" in page.text


async def test_nothing_of_a_kind_is_told_as_a_nought(operator: Region) -> None:
    page = await operator.browser.open(knows(operator, an_import(report={"rows": 7, "unchanged": 5})))

    counts = re.findall(r'nhsuk-summary-list__value">\s*(\d*)\s*<', page.text)
    assert counts == ["7", "2", "0", "0", "5", "0"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("placements", "are told of what changed for them within a minute"),
        ("people", "Nobody is told of this"),
        ("appointments", "Nobody is told of an appointment"),
        ("staff", "are told of what changed for them within a minute"),
        ("organisations", "Nobody is told of this"),
    ],
)
async def test_a_file_taken_in_says_who_learns_of_it(operator: Region, kind: str, said: str) -> None:
    page = await operator.browser.open(knows(operator, an_import(kind=kind, dry_run=False)))

    assert said in page.text


async def test_many_rejected_rows_are_told_in_few_words_at_the_top(operator: Region) -> None:
    wrong = [{"row": n, "column": "a", "value": "", "reason": "no"} for n in range(50)]
    page = await operator.browser.open(knows(operator, an_import(report={"rejected_rows": 50, "rejected": wrong})))

    assert page.text.count('href="#fault-') == 20
    assert "and 30 more" in page.text
    assert page.text.count('id="fault-') == 50


@pytest.mark.parametrize(
    ("facts", "said", "offers"),
    [
        ({"state": "applying", "dry_run": False}, "We are taking your file in", False),
        ({"state": "queued"}, "We are looking at your file", False),
        ({"state": "failed", "reason": "no sheet"}, "The file cannot be taken in", False),
        ({"state": "done", "dry_run": False}, "The file was taken in", False),
        ({"state": "needs_confirmation", "dry_run": False, "reason": "much would move"}, "Check what the file", True),
        ({"state": "done", "taken_as": str(uuid4())}, "Check what the file would do", False),
        ({"state": "done", "report": {"added": 0, "unchanged": 3}}, "Check what the file would do", False),
        ({"state": "done"}, "Check what the file would do", True),
    ],
)
async def test_a_file_is_offered_to_be_taken_in_only_where_that_would_do_something(
    operator: Region, facts: dict[str, Any], said: str, offers: bool
) -> None:
    page = await operator.browser.open(knows(operator, an_import(**facts)))

    assert said in page.text
    assert ("/confirm" in page.text) is offers


async def test_confirming_takes_in_what_was_looked_at(operator: Region) -> None:
    looked_at, taken = an_import(), an_import(dry_run=False)
    path = knows(operator, looked_at)
    knows(operator, taken)
    operator.upstream.answers[("POST", f"{IMPORTS}/{looked_at['id']}/confirmation")] = (202, taken)

    page = await operator.browser.send(await operator.browser.open(path), to=f"{path}/confirm")

    assert (page.url.path, title(page)) == (f"/uploads/{taken['id']}", "The file was taken in - Fairlead")


async def test_a_file_that_is_gone_asks_for_it_again(operator: Region) -> None:
    looked_at = an_import()
    path = knows(operator, looked_at)
    gone = {"type": "/problems/file-gone", "title": "Gone", "detail": "The file is no longer kept: send it in again"}
    operator.upstream.answers[("POST", f"{IMPORTS}/{looked_at['id']}/confirmation")] = (410, gone)

    page = await operator.browser.send(await operator.browser.open(path), to=f"{path}/confirm")

    assert (page.status_code, title(page)) == (422, "Error: Send a file in - Fairlead")
    assert page.text.count("The file is no longer kept: send it in again") == 2


async def test_who_confirms_what_another_session_has_confirmed_sees_the_import(operator: Region) -> None:
    looked_at, taken = an_import(), an_import(dry_run=False)
    path = knows(operator, looked_at)
    knows(operator, taken)
    form = await operator.browser.open(path)
    gone = {"type": "/problems/file-gone", "title": "Gone", "detail": "The file is no longer kept: send it in again"}
    operator.upstream.answers[("POST", f"{IMPORTS}/{looked_at['id']}/confirmation")] = (410, gone)
    knows(operator, {**looked_at, "taken_as": taken["id"]})

    page = await operator.browser.send(form, to=f"{path}/confirm")

    assert (page.status_code, page.url.path) == (200, f"/uploads/{taken['id']}")


@pytest.mark.parametrize(
    ("kind", "files", "faults"),
    [
        ("", None, ["Select what the file holds", "Select a file"]),
        ("people", None, ["Select a file"]),
        ("people", {"file": ("empty.csv", b"", "text/csv")}, ["The file is empty: select another one"]),
        ("recipes", FILE, ["Select what the file holds"]),
    ],
)
async def test_what_is_missing_is_said_at_the_top_and_beside_its_field(
    operator: Region, kind: str, files: Any, faults: list[str]
) -> None:
    form = await operator.browser.open("/uploads")

    page = await operator.browser.send(form, to="/uploads", files=files, kind=kind)

    assert (page.status_code, title(page)) == (422, "Error: Send a file in - Fairlead")
    assert all(page.text.count(fault) == 2 for fault in faults)
    assert not [one for one in operator.upstream.seen if one.method == "POST" and one.url.path == IMPORTS]


async def test_a_trusts_administrator_is_offered_appointments_alone(region: Region) -> None:
    region.upstream.answers[("GET", IMPORTS)] = (200, {"items": [], "next": None})
    region.somebody("7000010", ("meded_admin", "R0A"))
    await region.browser.sign_in("7000010")

    page = await region.browser.open("/uploads")

    assert [kind for kind in ("placements", "people", "appointments") if f'value="{kind}"' in page.text] == [
        "appointments"
    ]


async def test_the_spreadsheet_to_correct_is_passed_on_as_a_file(operator: Region) -> None:
    found = an_import()
    operator.upstream.answers[("GET", f"{IMPORTS}/{found['id']}/rejected.xlsx")] = (200, b"PK")

    answer = await operator.browser.open(f"/uploads/{found['id']}/rejected.xlsx")

    assert answer.content == b"PK"
    assert answer.headers["content-disposition"] == f'attachment; filename="rejected-{found["id"]}.xlsx"'


@pytest.mark.parametrize(
    ("facts", "offered"),
    [
        ({"kind": "placements", "dry_run": False}, True),
        ({"kind": "placements"}, False),
        ({"dry_run": False}, False),
        ({"kind": "placements", "dry_run": False, "report": {"added": 0, "unchanged": 3}}, False),
    ],
    ids=["placements_taken", "only_looked_at", "people", "nothing_moved"],
)
async def test_which_placements_were_moved_is_offered_as_a_file_where_any_were(
    operator: Region, facts: dict[str, Any], offered: bool
) -> None:
    found = an_import(**facts)
    path = f"{knows(operator, found)}/changes.csv"
    operator.upstream.answers[("GET", f"{IMPORTS}/{found['id']}/changes.csv")] = (200, b"change,tis_id\r\n")

    page = await operator.browser.open(f"/uploads/{found['id']}")
    file = await operator.browser.open(path)

    assert (f'href="{path}"' in page.text) == offered
    assert file.content == b"change,tis_id\r\n"
    assert file.headers["content-disposition"] == f'attachment; filename="changes-{found["id"]}.csv"'
