"""How much of a trust's placements a file may move, or lack, before somebody has to look."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guard:
    """``share`` and ``rows``: of a trust's placements, both exceeded by those changed or cancelled (rules
    ``registry.confirm_share``, ``registry.confirm_rows``). ``absent_share``: reached by those that a snapshot does not
    name, however few they are (rule ``registry.confirm_absent_share``).
    """

    share: float
    rows: int
    absent_share: float

    def asks(
        self, moved: Counter[str], absent: Counter[str], known: Mapping[str, int], trusts: Collection[str]
    ) -> str | None:
        """What is to be confirmed, if anything; ``moved`` counts the absent ones too. All by host.

        A practice may lose its only placement, unless as large a share of all placements goes.
        """
        much = {
            host: many for host, many in moved.items() if many > self.rows and many > self.share * known.get(host, 0)
        }
        lost = {
            host: many for host, many in absent.items() if host in trusts and many >= self.absent_share * known[host]
        }
        everything, said = sum(known.values()), []
        lacked = f"would be cancelled, as the file lacks them (the limit is {100 * self.absent_share:g}%)"
        if much:
            limits = f"above {self.share:.0%} and {self.rows} rows"
            said.append(f"{_named(much, known)} would change or be cancelled, {limits}")
        if absent and absent.total() >= self.absent_share * everything:
            said.append(f"{absent.total()} of all {everything} placements {lacked}")
        elif only := {host: many for host, many in lost.items() if host not in much}:
            said.append(f"{_named(only, known)} {lacked}")
        return f"{'; '.join(said)}: look at the report, then confirm it" if said else None


def _named(counted: Mapping[str, int], known: Mapping[str, int]) -> str:
    return ", ".join(
        f"{many} of {max(many, known.get(host, 0))} placements at {host}" for host, many in sorted(counted.items())
    )
