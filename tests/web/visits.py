"""Which page which walk opens: each page of the portal is opened by one, and each walk opens what stands here."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from fastapi.routing import APIRoute

from services.portal.pages import ROUTERS

NO_PAGES: Mapping[str, str] = {
    "static": "the files of pages",
    "service_worker": "a script",
    "region_figures": "a part of the region's page, which its script reads again",
    "rejected_rows": "a spreadsheet, which a walk of uploads downloads",
    "changed_placements": "a spreadsheet, beside the counts of an upload",
    "certificate_pdf": "a document",
    "finish_sign_in": "on the way home: each walk that signs in goes there",
}
"""What is read with GET and shown by no page, and why."""

_OPEN = "test_open_pages.test_a_page_is_accessible_and_fits_a_small_screen"
_DAILY, _APPROVERS, _BEGIN = "test_daily_acts", "test_doctors_and_approvers", "test_what_doctors_begin"
_PORTFOLIO, _KEPT, _MORE, _OWN = "test_portfolio", "test_what_trusts_keep", "test_more_pages", "test_own_pages"
_PLANNING = "test_calendars_and_courses"

OPENED_BY: Mapping[str, tuple[str, ...]] = {
    f"{_OPEN}[/]": ("start",),
    f"{_OPEN}[/sign-in]": ("sign_in",),
    f"{_OPEN}[/signed-out]": ("signed_out",),
    f"{_OPEN}[/accessibility]": ("accessibility",),
    f"{_OPEN}[/cookies]": ("cookies",),
    f"{_OPEN}[/privacy]": ("privacy",),
    f"{_OPEN}[/programmes]": ("programmes",),
    f"{_OPEN}[/verify]": ("verify",),
    f"{_OPEN}[/verify/ABCD-EFGH-JKMN]": ("verified",),
    f"{_APPROVERS}.test_a_doctor_reads_the_change_says_what_is_wrong_and_reads_the_answer": (
        *("home", "inbox", "inbox_item", "placements"),
        *("dispute_form", "dispute_sent", "disputes", "dispute"),
    ),
    f"{_APPROVERS}.test_a_doctor_asks_for_leave_and_reads_why_it_is_refused": (
        *("my_leave", "leave_form", "leave_sent", "my_request", "approvals", "approval"),
    ),
    f"{_APPROVERS}.test_what_lacks_something_is_returned_completed_and_sent_again": ("change_form",),
    f"{_APPROVERS}.test_leave_is_taken_back_after_being_asked_once_more": ("withdraw_form",),
    f"{_DAILY}.test_lost_time_is_reported_read_and_answered": (
        *("private", "lost_time_form", "private_shared", "my_exception_access"),
        *("private_item", "withdraw_report_form", "private_to_answer", "private_counts"),
    ),
    f"{_DAILY}.test_a_doctor_books_hours_and_a_course_and_reads_what_is_theirs": (
        *("shadowing", "slot", "my_bookings", "booking", "hosting", "hosted", "guest"),
        *("training", "course", "my_seats", "releases", "releases_of_course", "release"),
        *("certificates", "promises", "my_self_development", "my_entitlement", "declarations", "declaration_form"),
        *("activities", "arrangements", "forums", "fellowships", "enquiries", "whom_to_ask", "commitments"),
        "self_development_to_plan",
    ),
    f"{_DAILY}.test_the_register_of_a_course_is_taken": ("registers", "register"),
    f"{_DAILY}.test_a_desk_is_handed_over": ("granting_form", "out_of_office", "hand_over_form"),
    f"{_MORE}.test_a_page_is_whole[steady]": ("release_form", "notification_settings"),
    f"{_MORE}.test_a_page_is_whole[coordinator_old]": ("calendars",),
    f"{_MORE}.test_a_page_is_whole[analyst]": ("planned_catalogues", "plan_form", "region"),
    f"{_MORE}.test_a_catalogue_is_planned_and_planned_anew": ("planned_catalogue", "plan_anew_form"),
    f"{_MORE}.test_whoever_is_to_start_is_asked_and_answers": ("information", "enquiry_form", "enquiry"),
    f"{_MORE}.test_self_development_time_is_planned": ("self_development_plan",),
    f"{_PLANNING}.test_a_calendar_is_held_against_what_is_owed_published_and_published_anew": (
        *("calendar_form", "calendar", "calendar_anew_form"),
    ),
    f"{_PLANNING}.test_a_course_of_two_sessions_is_planned_and_called_off": ("course_form", "call_off_course_form"),
    "test_opportunities.test_a_doctor_finds_something_to_lead_and_reads_the_answer_to_asking_for_it": (
        *("opportunities", "opportunity", "interest", "my_interest", "leading", "led"),
    ),
    f"{_PORTFOLIO}.test_whoever_starts_reads_what_is_open_there": ("pack", "packs", "searches"),
    f"{_PORTFOLIO}.test_a_doctor_suggests_and_a_champion_drafts_it_with_them": (
        *("suggestions", "suggestion_form", "suggestion", "portfolio"),
        *("draft_form", "redraft_form", "drafts", "draft", "offer"),
    ),
    f"{_PORTFOLIO}.test_whoever_is_to_choose_reads_what_a_programme_offers": ("programme_catalogue", "area"),
    f"{_BEGIN}.test_an_activity_is_recorded_and_confirmed": ("record_form", "activity", "change_activity_form"),
    f"{_BEGIN}.test_what_a_doctor_needs_is_asked_for_and_arranged": ("arrangement_form", "arrangement"),
    f"{_BEGIN}.test_a_placement_is_declared_and_refused": ("declaration",),
    f"{_BEGIN}.test_a_refusal_is_appealed_against_and_answered": ("appeal_form", "appeal"),
    f"{_KEPT}.test_hours_are_offered": ("offer_form",),
    f"{_KEPT}.test_a_fellow_is_entered_and_says_how_much_time_there_is": ("appoint_form", "fellowship"),
    f"{_KEPT}.test_the_commitment_is_signed_and_read": ("commitment", "sign_form", "withdraw_commitment_form"),
    f"{_KEPT}.test_a_forum_meets_and_agrees_what_is_done": (
        "forum",
        "quorum_form",
        "call_form",
        "forum_meeting",
        "forum_action",
    ),
    f"{_KEPT}.test_who_sits_in_the_residents_forum_is_noted": ("members_form",),
    f"{_KEPT}.test_whoever_is_senior_sees_which_role_nobody_holds": ("vacancies", "vacancy"),
    "test_uploads.test_a_file_with_errors_is_corrected_and_taken_in": ("uploads", "upload"),
    f"{_OWN}.test_mail_waits_for_a_register_that_has_the_address": ("addresses",),
    f"{_OWN}.test_what_a_doctor_needs_is_written_and_read_by_whom_they_name": ("adjustments", "shown_adjustments"),
    f"{_OWN}.test_a_doctor_sees_who_answers_for_what": ("contacts",),
    f"{_OWN}.test_leave_at_a_trust_is_read_by_its_medical_education_team": ("trust_leave", "trust_request"),
}
"""By the walk, as ``module.function`` and in brackets what it is given besides a browser; a page once is enough."""


def read_with_get() -> dict[str, APIRoute]:
    """What the portal answers, by the endpoint that does."""
    routes = (route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute))
    return {route.endpoint.__name__: route for route in routes if "GET" in route.methods}


def pages() -> dict[str, APIRoute]:
    return {name: route for name, route in read_with_get().items() if name not in NO_PAGES}


def pages_at(addresses: Iterable[str]) -> set[str]:
    """The pages that these addresses lead to."""
    paths = {urlsplit(address).path for address in addresses}
    return {name for name, route in pages().items() if any(route.path_regex.fullmatch(path) for path in paths)}
