"""Who may see the pages of what trusts offer, and of what is due before placements."""

from chassis.http import ANYONE_SIGNED_IN, Policy
from services.portal.domain.offices import ASKERS, CATALOGUERS, DOCTORS, DRAFTERS, EDITORS, RECORDERS

OF_THE_PORTFOLIO: Policy = {
    "planned_catalogues": CATALOGUERS,
    "planned_catalogue": CATALOGUERS,
    "plan_form": CATALOGUERS,
    "plan_catalogue": CATALOGUERS,
    "plan_anew_form": CATALOGUERS,
    "plan_anew": CATALOGUERS,
    "release_catalogue": CATALOGUERS,
    "packs": DOCTORS,
    "pack": DOCTORS,
    "searches": DOCTORS,
    "save_search": DOCTORS,
    "delete_search": DOCTORS,
    "suggestions": ANYONE_SIGNED_IN,
    "suggestion": ANYONE_SIGNED_IN,
    "suggestion_form": DOCTORS,
    "suggest": DOCTORS,
    "turn_down_suggestion": EDITORS,
    "drafts": DRAFTERS | DOCTORS,
    "draft": DRAFTERS | DOCTORS,
    "draft_form": DRAFTERS,
    "draft_opportunity": DRAFTERS,
    "redraft_form": DRAFTERS,
    "redraft": DRAFTERS,
    "give_up_draft": DRAFTERS,
    "portfolio": DRAFTERS,
    "offer": ANYONE_SIGNED_IN,
    "review_offer": ANYONE_SIGNED_IN,
    "put_on_page": ANYONE_SIGNED_IN,
    "close_offer": DRAFTERS,
}

OF_INFORMATION: Policy = {
    "enquiries": DOCTORS | ASKERS,
    "whom_to_ask": ASKERS,
    "enquiry_form": ASKERS,
    "make_enquiry": ASKERS,
    "enquiry": DOCTORS | ASKERS,
    "answer_enquiry": DOCTORS,
    "information": RECORDERS,
    "record_information": RECORDERS,
    "miss_information": DOCTORS,
}
