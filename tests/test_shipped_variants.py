"""The variants of every shipped exercise stay what they were, and every one of them can be worked out.

python tests/test_shipped_variants.py [NAME...]    prints the digests as they are now
python tests/test_shipped_variants.py write TOPIC  writes the file of a topic, exercises that are new included
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest
import yaml

from graders.assignment import Student
from graders.bank import load_bank, shipped
from graders.candidates import candidates
from graders.census import count
from graders.classkey import ClassKey
from graders.dealing import Dealer
from graders.pitfalls import with_pitfalls
from graders.space import pinned_variant, variants

ROOT = Path(__file__).parents[1]
BANK = load_bank(shipped("exercises"))
FOLDER = Path(__file__).with_name("cases") / "variants_shipped"
CASES = {
    name: case for path in sorted(FOLDER.glob("*.yaml")) for name, case in yaml.safe_load(path.read_text()).items()
}
NEW = {"seed": "AI-2025", "count": 200, "class": 60}


def digests_of(name: str, seed: str, many: int) -> str:
    lines = (variant.digest for variant in islice(variants(BANK[name], seed=seed), many))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def keyed_digests_of(name: str, many: int) -> str:
    students = tuple(Student(f"student {number}", "Name") for number in range(many))
    dealt = Dealer("", ClassKey(bytes(range(32)))).deal(BANK[name], students)
    return hashlib.sha256("\n".join(variant.digest for _, variant in dealt).encode()).hexdigest()


def digests(name: str) -> dict[str, str]:
    case = CASES[name]
    by_seed = digests_of(name, case["seed"], case["count"])
    return {"digests": by_seed, "keyed": keyed_digests_of(name, case["class"])}


@pytest.mark.parametrize("name", sorted(BANK))
def test_a_shipped_exercise_gives_out_the_variants_that_it_always_gave_out(name: str) -> None:
    case = CASES[name]
    assert digests_of(name, case["seed"], case["count"]) == case["digests"]


@pytest.mark.parametrize("name", sorted(BANK))
def test_a_class_key_gives_out_the_variants_that_it_always_gave_out(name: str) -> None:
    case = CASES[name]
    assert keyed_digests_of(name, case["class"]) == case["keyed"]


@pytest.mark.parametrize("hash_seed", ["0", "4242"])
def test_another_interpreter_with_other_hashes_gives_out_the_same(hash_seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)}
    names = sorted(CASES)[::15]
    command = [sys.executable, __file__, *names]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)
    assert yaml.safe_load(run.stdout) == {name: digests(name) for name in names}


@pytest.mark.parametrize("name", sorted(BANK))
def test_a_shipped_exercise_has_variants_for_a_class(name: str) -> None:
    counted = count(candidates(BANK[name]))
    assert counted.least >= 60
    assert CASES[name]["variants"] == (counted.least if counted.is_exact else "many")


@pytest.mark.parametrize("name", sorted(BANK))
def test_every_variant_of_a_shipped_exercise_can_be_worked_out(name: str) -> None:
    for variant in islice(variants(BANK[name], seed="seed"), 60):
        assert len(variant.derived) == len(BANK[name].derive)


@pytest.mark.parametrize(("name", "pinned"), [(name, one.name) for name in sorted(BANK) for one in BANK[name].pinned])
def test_a_pinned_variant_of_a_shipped_exercise_lies_in_its_domains(name: str, pinned: str) -> None:
    assert pinned_variant(BANK[name], pinned).number >= 0


def test_no_line_of_the_golden_digests_is_without_its_exercise() -> None:
    assert sorted(CASES) == sorted(BANK)


def renewed(name: str) -> dict[str, object]:
    counted = count(candidates(BANK[name]))
    case = {key: CASES.get(name, NEW)[key] for key in NEW}
    if counted.is_exact:
        fair = count(with_pitfalls(BANK[name], candidates(BANK[name]))).least
        case |= {"count": min(case["count"], counted.least), "class": min(case["class"], fair)}
    CASES[name] = case
    return {"variants": counted.least if counted.is_exact else "many", **case, **digests(name)}


def write(topic: str) -> None:
    """Write the file of a topic; what changed in it since the last time is for its author to look at."""
    cases = {name: renewed(name) for name in sorted(BANK) if name.startswith(f"{topic}/")}
    FOLDER.joinpath(f"{topic}.yaml").write_text(HEAD + yaml.safe_dump(cases, sort_keys=False), encoding="utf-8")


HEAD = """\
# Shipped exercises: how many variants there are, and the SHA-256 of the digests, one a line, of the first `count`
# that a seed gives out; and the same for a `class` that is dealt to by key. A line changes with an exercise's `given`,
# `where` and mal-rules, and with nothing else.
"""


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2])
    else:
        sys.stdout.write(yaml.safe_dump({name: digests(name) for name in sys.argv[1:] or CASES}))
