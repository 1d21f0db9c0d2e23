"""How a class did, in one pass over its rows; nothing of a row is kept that is not counted.

    marks         what students earned in all: mean, median, histogram
    correlation   how two numbers go together, exact up to the last root
    item          one part: how hard it was, how well it tells students apart, how its marks are distributed
    mistakes      which mistakes were made at which step, how often, and an example of each
    variants      variants on which students did otherwise than on the others, by an exact test
    summary       all of these together

Exact fractions are added up; floats appear where a root is taken, and nowhere before (docs/statistics.md).
"""

from graders.statistics.summary import Summary, Tally, summarised

__all__ = ["Summary", "Tally", "summarised"]
