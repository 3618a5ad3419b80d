"""The website: server-rendered pages, each a route, the facts it shows, and a template. How one is made: README.md."""

from services.portal.pages import (
    approvals,
    asking,
    certificates,
    devices,
    disputes,
    drafts,
    home,
    inbox,
    leading,
    leave,
    lost_time,
    lost_time_report,
    opportunities,
    placements,
    promises,
    region,
    registers,
    self_development,
    shadowing,
    signing_in,
    start,
    static,
    training,
    uploads,
    verifying,
)
from services.portal.pages.assets import Assets
from services.portal.pages.errors import error_page
from services.portal.pages.look import Look

ROUTERS = (
    start.router,
    static.router,
    signing_in.router,
    home.router,
    inbox.router,
    placements.router,
    disputes.router,
    asking.router,
    leave.router,
    approvals.router,
    opportunities.router,
    drafts.router,
    leading.router,
    shadowing.router,
    promises.router,
    lost_time.router,
    lost_time_report.router,
    self_development.router,
    training.router,
    registers.router,
    region.router,
    uploads.router,
    devices.router,
    verifying.router,
    certificates.router,
)

__all__ = ["ROUTERS", "Assets", "Look", "error_page"]
