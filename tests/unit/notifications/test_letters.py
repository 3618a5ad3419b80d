"""What a mail looks like."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

import pytest
from pydantic import ValidationError

from contracts.registry import WteChange
from services.notifications.audience import Category
from services.notifications.domain import Letter, Names, Person, compose, words
from services.notifications.letters import Letterhead, Stationery
from services.notifications.settings import Settings
from tests.unit.notifications.facts import DOCTOR, some_feedback
from tests.unit.notifications.leave_facts import a_refusal, a_touched_request
from tests.unit.notifications.registry_facts import a_change, a_placement

MAIL_ID = UUID("018f0000-0000-7000-8000-000000000000")
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
AMARA = Person("Amara", "O'Neill <b>", None)
STATIONERY = Stationery(
    Letterhead(
        mail_from="Fairlead <no-reply@fairlead.example>",
        sender_name="Fairlead",
        sender_address="no-reply@fairlead.example",
        portal_url="http://127.0.0.1:8600",
    )
)
NAMES = Names({"R0B": "A & B Trust"}, {DOCTOR: AMARA})


def settings(**facts: Any) -> Settings:
    ordinary = {
        "env": "test",
        "database": "postgresql://u:p@127.0.0.1/x",
        "kafka": "127.0.0.1:1",
        "public_keys": {},
        "smtp_host": "127.0.0.1",
        "smtp_port": 25,
        "mail_from": "Fairlead <no-reply@fairlead.example>",
        "portal_url": "http://127.0.0.1:8600",
    }
    return Settings(**{**ordinary, **facts})


def written(letter: Letter) -> EmailMessage:
    raw = STATIONERY.write(letter, mail_id=MAIL_ID, to="a@example.org", matter="m", at=AT)
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


def a_letter(*notices: tuple[Any, Category], group: str | None = None, at_most: int = 200) -> Letter:
    said = [(category, words(event, category, NAMES)) for event, category in notices]
    return compose(said, to=AMARA, group=group, at_most=at_most)


CHANGED = (a_change(), Category.YOUR_PLACEMENT)
TEAM = (a_change(), Category.TEAM_PLACEMENT)


def parts(mail: EmailMessage) -> tuple[str, str]:
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


def test_the_same_letter_is_the_same_message_for_ever() -> None:
    mail = written(a_letter(CHANGED))
    assert mail["Message-ID"] == f"<{MAIL_ID}@fairlead.example>"
    assert mail["Date"].datetime == AT
    assert mail["References"] == "<m@fairlead.example>"


def test_machines_are_told_not_to_answer_and_bounces_still_come() -> None:
    mail = written(a_letter(CHANGED))
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"
    assert mail["Reply-To"] == "Fairlead <no-reply@fairlead.example>"
    assert mail["Precedence"] is None


def test_text_comes_first_and_says_the_same_as_the_html() -> None:
    mail = written(a_letter(CHANGED, (some_feedback(), Category.YOUR_FEEDBACK), group="summary"))
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]

    class Words(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Words()
    text, html = parts(mail)
    reader.feed(html[html.index("<body") :])
    in_html, in_text = set(reader.said.split()), set(text.split())
    assert in_text - in_html <= {"-"}
    assert in_html - in_text <= set(mail["Subject"].split())


@pytest.mark.parametrize("group", [None, "summary", "import:x"])
def test_the_html_is_readable_by_all_and_loads_nothing(group: str | None) -> None:
    _, html = parts(written(a_letter(TEAM, group=group)))
    assert '<html lang="en-GB">' in html
    assert "<title>" in html
    assert html.count("<h1") == 1
    assert html.count("<table") == html.count('role="presentation"') == 1
    assert not any(remote in html for remote in ("<img", "src=", "<link", "<script", "@import", "url("))
    assert html.count("href=") == html.count('href="http://127.0.0.1:8600/inbox"') == 1


def test_names_are_escaped_in_html_and_plain_in_text() -> None:
    text, html = parts(written(a_letter(CHANGED)))
    assert "Dear Dr O'Neill <b>" in text
    assert "<b>" not in html
    assert "A & B Trust (R0B)" in text
    assert "A &amp; B Trust (R0B)" in html


def test_staff_are_greeted_by_name_and_strangers_as_colleagues() -> None:
    team = [(Category.TEAM_PLACEMENT, words(a_change(), Category.TEAM_PLACEMENT, NAMES))]
    assert compose(team, to=Person("Robin", "Okoro", "Rob"), group=None, at_most=9).greeting == "Dear Rob Okoro"
    assert compose(team, to=Person(), group=None, at_most=9).greeting == "Dear colleague"


def test_a_mail_of_one_notice_opens_with_what_it_is_about() -> None:
    assert a_letter(CHANGED).opening == "We are writing to you about your placement:"
    assert a_letter(TEAM).opening == "We are writing to you about a placement at your organisation:"
    decided = a_letter((a_refusal(), Category.YOUR_LEAVE))
    assert decided.opening == "We are writing to you about your leave request:"


@pytest.mark.parametrize("category", Category)
def test_every_category_has_an_opening_of_its_own(category: Category) -> None:
    def opening(of: Category) -> str:
        return compose(
            [(of, words(a_change(), Category.YOUR_PLACEMENT, NAMES))], to=AMARA, group=None, at_most=9
        ).opening

    assert [other for other in Category if opening(other) == opening(category)] == [category]


def test_the_mail_of_an_import_counts_what_it_brought() -> None:
    touched = (a_touched_request(), Category.TEAM_LEAVE_TOUCHED)
    letter = a_letter(TEAM, TEAM, touched, group="import:x")
    assert letter.opening == "One import of placements brought 2 placement changes and 1 leave request touched by them."


def test_a_long_mail_says_how_much_more_there_is_and_stays_small() -> None:
    letter = a_letter(*[TEAM] * 300, group="import:x", at_most=200)
    mail = written(letter)
    assert "There are 100 more in your inbox." in parts(mail)[0]
    assert len(mail.as_bytes()) < 200_000


def test_an_ordinary_mail_has_less_than_30_kilobytes() -> None:
    assert len(written(a_letter(CHANGED)).as_bytes()) < 30_000


def test_no_mail_about_a_decision_says_which_it_is() -> None:
    text, html = parts(written(a_letter((a_refusal(), Category.YOUR_LEAVE), CHANGED, group="summary")))
    for said in (text.lower(), html.lower()):
        assert "refused" not in said
        assert "minimum staffing" not in said


def test_an_address_cannot_smuggle_in_a_header() -> None:
    with pytest.raises(ValueError, match=r"linefeed|newline|carriage"):
        STATIONERY.write(
            a_letter(CHANGED), mail_id=MAIL_ID, to="a@example.org\r\nBcc: b@example.org", matter="m", at=AT
        )


@pytest.mark.parametrize("wte", ["0", "0.6", "0.750", "1.000"])
def test_working_time_is_written_with_a_decimal(wte: str) -> None:
    change = a_change(a_placement(), changes=(WteChange(field="wte", old="1.0", new=wte),))
    said = words(change, Category.YOUR_PLACEMENT, NAMES).lines[0]
    expected = {"0": "0.0", "0.6": "0.6", "0.750": "0.75", "1.000": "1.0"}[wte]
    assert said == f"Working time (WTE): was 1.0, now {expected}"


@pytest.mark.parametrize("env", ["dev", "demo", "test"])
@pytest.mark.parametrize("host", ["smtp.nhs.example", "10.0.0.5", "localhost.example.org"])
def test_outside_production_mail_cannot_leave_the_machine(env: str, host: str) -> None:
    with pytest.raises(ValidationError, match="loopback"):
        settings(env=env, smtp_host=host)


def test_outside_production_a_catcher_is_the_one_other_host_that_gets_mail() -> None:
    assert settings(env="demo", smtp_host="mail", mail_catcher="mail").smtp_host == "mail"
    with pytest.raises(ValidationError, match="FAIRLEAD_MAIL_CATCHER"):
        settings(env="demo", smtp_host="smtp.nhs.example", mail_catcher="mail")


def test_production_may_reach_a_relay() -> None:
    assert settings(env="production", smtp_host="smtp.nhs.example").smtp_host == "smtp.nhs.example"


@pytest.mark.parametrize("sender", ["Fairlead", "Fairlead <büro@fairlead.example>"])
def test_a_sender_that_no_relay_can_be_told_stops_the_start(sender: str) -> None:
    with pytest.raises(ValidationError, match="MAIL_FROM"):
        settings(mail_from=sender)
