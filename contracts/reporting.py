"""Facts of promises: that one was not kept, by the word of a doctor who stays unnamed."""

from datetime import date
from typing import ClassVar

from contracts._event import Event, Topic
from contracts.vocabulary import CriterionCode, OdsCode


class PromiseDisputed(Event):
    """Some doctor of an organisation says that a promise was not kept for them. Nothing here tells which doctor."""

    topic: ClassVar[Topic] = Topic.REPORTING
    type: ClassVar[str] = "fairlead.promise.disputed.v1"
    organisation: OdsCode
    code: CriterionCode
    month: date
    """The first day of the month in which it was said."""

    @property
    def key(self) -> str:
        return self.organisation

    @property
    def subject(self) -> str:
        return self.organisation
