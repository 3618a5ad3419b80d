"""Which organisation a site is: brackets, post number, trust, practice, nobody."""

import pytest

from contracts.vocabulary import OrganisationKind
from services.registry.domain.cells import Wrong
from services.registry.domain.organisations import Organisation, site_of

R0B = Organisation("R0B", OrganisationKind.TRUST, "South Tyneside and Sunderland", None, "Y63")
KNOWN = {"R0B": R0B, "R0B03": Organisation("R0B03", OrganisationKind.SITE, "Known", "R0B", "Y63")}
POST = "NTH/R0B01/030/F2/006"


@pytest.mark.parametrize(
    ("written", "code", "host"),
    [
        ("SUNDERLAND ROYAL HOSPITAL (R0B01)", "R0B01", "R0B"),
        ("Sunderland Royal Hospital ( r0b01 )", "R0B01", "R0B"),
        ("SUNDERLAND ROYAL HOSPITAL", "R0B01", "R0B"),
        ("SUNDERLAND ROYAL HOSPITAL (NEW)", "R0B01", "R0B"),
        ("THE TRUST ITSELF (R0B)", "R0B", "R0B"),
        ("SOMETHING KNOWN (R0B03)", "R0B03", "R0B"),
        ("THE HARBOUR PRACTICE (A88003)", "A88003", "A88003"),
    ],
)
def test_a_site_is_found(written: str, code: str, host: str) -> None:
    site, _ = site_of(written, POST, dict(KNOWN))

    assert (site.code, site.host) == (code, host)


def test_the_name_of_a_new_site_is_the_sheets_without_its_code() -> None:
    site, _ = site_of("SUNDERLAND ROYAL HOSPITAL (R0B01)", POST, dict(KNOWN))

    assert (site.name, site.region, site.confirmed) == ("SUNDERLAND ROYAL HOSPITAL", "Y63", True)


@pytest.mark.parametrize(
    ("written", "post"),
    [("NOWHERE", POST), ("NOWHERE", "NTH/R0B03/030/F2/006"), ("SUNDERLAND ROYAL HOSPITAL (NEW)", POST)],
)
def test_words_that_no_code_stands_beside_are_warned_about(written: str, post: str) -> None:
    _, warning = site_of(written, post, dict(KNOWN))

    assert warning == "has no code in brackets, so the post number's counts"


@pytest.mark.parametrize("written", ["KNOWN", "Anything (R0B03)"])
def test_a_code_in_brackets_or_the_name_that_is_known_goes_without_a_warning(written: str) -> None:
    _, warning = site_of(written, "NTH/R0B03/030/F2/006", dict(KNOWN))

    assert warning is None


def test_a_practice_that_is_made_up_is_unconfirmed_with_a_warning() -> None:
    site, warning = site_of("PRACTICE", "NTH/A88003/800/GPST1/1", dict(KNOWN))

    assert (site.kind, site.confirmed) == (OrganisationKind.GP_PRACTICE, False)
    assert warning is not None


@pytest.mark.parametrize(
    ("written", "post"), [("X (QQQ99)", POST), ("X", "NTH/QQQ99/030"), ("X", "free text"), ("", "")]
)
def test_a_code_that_names_nobody_is_wrong(written: str, post: str) -> None:
    with pytest.raises(Wrong):
        site_of(written, post, dict(KNOWN))


@pytest.mark.parametrize(
    ("written", "post", "says"),
    [
        ("X (QQQ99)", POST, "the code QQQ99, which it has in brackets"),
        ("NOWHERE", "NTH/QQQ99/030", "the code QQQ99, which is the post number's"),
        ("NOWHERE (OLD)", "NTH/QQQ99/030", "the code QQQ99, which is the post number's"),
        ("NOWHERE", "free text", "neither it nor the post number holds a code"),
    ],
)
def test_the_reason_says_where_the_code_stood(written: str, post: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        site_of(written, post, dict(KNOWN))
