"""What of reporting can be rebuilt from the log: the facts, and so the figures; when figures moved is history."""

from chassis.rebuilding import Projection
from services.reporting import handlers, jobs
from services.reporting.store import tables

PROJECTIONS = (
    Projection(
        "facts",
        tables=[
            *(tables.placement, tables.opportunity, tables.leave_decision, tables.feedback, tables.appointment),
            *(tables.leave_step, tables.leave_asked, tables.leave_appeal, tables.leave_year, tables.capacity),
            *(tables.interest, tables.induction_pack, tables.catalogue, tables.participation, tables.certificate),
            *(tables.training_booking, tables.fellowship),
            *(tables.forum_request, tables.forum_meeting, tables.forum_action),
            *(tables.lost_time, tables.self_development),
            *(tables.shadowing_slot, tables.shadowing_booking, tables.kept_promise),
            *(tables.vacancy, tables.placement_information, tables.commitment),
            *(tables.organisation, tables.deanery_trusts),
        ],
        folds=handlers.ALL,
        beside=[tables.touched],
        changed=jobs.record_everything,
    ),
)
