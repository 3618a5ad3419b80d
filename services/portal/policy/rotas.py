"""Who may see the pages of what stands in rotas, and of who may be away from them."""

from chassis.http import Policy
from services.portal.domain.offices import DOCTORS, PLANNERS, PUBLISHERS

OF_ROTAS: Policy = {
    "my_self_development": DOCTORS,
    "confirm_self_development": DOCTORS,
    "self_development_to_plan": PLANNERS,
    "self_development_plan": PLANNERS,
    "schedule_self_development": PLANNERS,
    "calendars": PUBLISHERS,
    "calendar": PUBLISHERS,
    "calendar_form": PUBLISHERS,
    "publish_calendar": PUBLISHERS,
    "calendar_anew_form": PUBLISHERS,
    "publish_calendar_anew": PUBLISHERS,
}
