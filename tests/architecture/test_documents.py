"""No document names a test that is not there, and no table of proofs has a row that says nothing of its proof."""

import pytest

from tests.architecture.documents import NAMED, missing
from tests.architecture.rooms import ROOT, files

DOCUMENTS = [str(file) for file in files() if file.suffix == ".md" and NAMED.search((ROOT / file).read_text())]
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_test_that_a_document_names_is_there(document: str) -> None:
    assert missing((ROOT / document).read_text()) == []


def test_documents_name_tests() -> None:
    assert {"chassis/README.md", "docs/reliability.md"} <= set(DOCUMENTS)


@pytest.mark.parametrize(
    ("named", "there"),
    [
        ("`tests/architecture/test_documents.py::test_documents_name_tests`", True),
        ("`tests/architecture/test_documents.py`", True),
        ("`test_documents.py::test_documents_name_tests`", True),
        ("`test_documents_name_tests`", True),
        ("`tests/architecture/test_rooms.py::test_documents_name_tests`", False),
        ("`tests/test_documents.py`", False),
        ("`test_of_nothing.py`", False),
        ("`test_of_nothing_at_all`", False),
    ],
)
def test_what_is_not_there_is_missed(named: str, there: bool) -> None:
    assert missing(f"as {named} proves") == ([] if there else [named])


@pytest.mark.parametrize(("heading", "rows"), [("## Awkward cases", 15), ("## Faults that others had", 25)])
def test_every_row_names_its_test_or_says_that_there_is_none(heading: str, rows: int) -> None:
    section = RELIABILITY.split(f"\n{heading}\n")[1].split("\n## ")[0]
    table = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert len(table) == rows
    assert [row for row in table if not NAMED.search(row) and "**cannot occur**" not in row] == []
