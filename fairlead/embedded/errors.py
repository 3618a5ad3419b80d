"""What can stand between a person and their region."""

from fairlead.commands.options import Refused


class RegionError(Refused):
    """The region cannot run. The message is one line: what, where, and the remedy."""

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))
