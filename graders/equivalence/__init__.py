"""Whether two trees mean the same: proved equal, proved different, or honestly undecided."""

from graders.equivalence.decide import decide
from graders.equivalence.decision import Decision, Different, Equal, Undecided, evidence

__all__ = ["Decision", "Different", "Equal", "Undecided", "decide", "evidence"]
