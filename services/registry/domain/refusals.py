"""Why the registry says no."""

from chassis.errors import Declined


class NotTaken(Declined):
    status = 422
    slug = "not-taken"
    title = "This cannot be taken as it is"


class FileTooLarge(Declined):
    status = 413
    slug = "file-too-large"
    title = "The file is too large"


class FileGone(Declined):
    status = 410
    slug = "file-gone"
    title = "The file is no longer kept, or was taken in already: send it in again"


class CellsDropped(Declined):
    status = 410
    slug = "cells-dropped"
    title = (
        "What was written in the rejected rows is no longer kept; the reasons are in the report: send the file again"
    )


class NothingRejected(Declined):
    status = 404
    slug = "nothing-rejected"
    title = "No row of this import was rejected"
