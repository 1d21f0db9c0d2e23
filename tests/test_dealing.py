"""Who is given what: by seed and by key, shared, pooled, shuffled, the same for all; and nobody can foresee it."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import islice

import pytest

from graders.assignment import Assignment, Item, Student
from graders.candidates import candidates
from graders.classkey import ClassKey, read_key
from graders.dealing import Dealer
from graders.errors import AuthorError
from graders.evenness import measures, spread
from graders.exercise import Derived, Exercise, MalRule, Parameter, Part
from graders.issued import Archive, Issued, issue
from graders.likeness import shows_everything
from graders.pitfalls import with_pitfalls
from graders.record import from_json, to_json
from graders.space import questions, variants
from graders.syntax import Vocabulary, parse, to_text

KEY, OTHER = ClassKey(b"k" * 32), ClassKey(b"o" * 32)
CLASS = tuple(Student(f"s{number}", f"Student {number}") for number in range(40))


def exercise(name: str, question: str, points: int = 1, *, where: tuple[str, ...] = (), **given: str) -> Exercise:
    names = Vocabulary(frozenset(given), open=True)
    worth = parse(str(points))
    return Exercise(
        name,
        "Title",
        question,
        (Part("p", "Ask", worth, points=Fraction(points)),),
        tuple(Parameter(each, parse(text, names)) for each, text in given.items()),
        where=tuple(parse(text, names) for text in where),
        digest=name,
    )


SUM = exercise("t/sum", "{{ a }} + {{ b }}", a="0..20", b="0..20")


def dealt(dealer: Dealer, own: Exercise, students: tuple[Student, ...] = CLASS) -> dict[str, int]:
    return {student.id: variant.number for student, variant in dealer.deal(own, students)}


def values(issued: Issued, student: Student) -> dict[str, dict[str, str]]:
    (handout,) = (each for each in issued.handouts if each.student == student)
    return {each.exercise: dict(each.values) for each in handout.variants}


# the class key


def test_with_a_key_no_two_students_are_given_the_same() -> None:
    assert len(set(dealt(Dealer("seed", KEY), SUM).values())) == len(CLASS)


def test_what_a_student_is_given_does_not_depend_on_the_others_while_nobody_is_in_the_way() -> None:
    large = exercise("t/large", "{{ a }}", a="1..10^9")
    whole = dealt(Dealer("seed", KEY), large)
    assert dealt(Dealer("seed", KEY), large, CLASS[::-2]) == {student.id: whole[student.id] for student in CLASS[::-2]}


def test_an_id_has_its_place_however_it_is_typed() -> None:
    small, capital = Student("ada", "Ada"), Student(" ADA ", "Ada")
    dealer = Dealer("seed", KEY)
    assert list(dealt(dealer, SUM, (small,)).values()) == list(dealt(dealer, SUM, (capital,)).values())


def test_another_key_gives_something_else_and_the_seed_does_not_matter() -> None:
    assert dealt(Dealer("seed", KEY), SUM) != dealt(Dealer("seed", OTHER), SUM)
    assert dealt(Dealer("seed", KEY), SUM) == dealt(Dealer("another", KEY), SUM)


def test_what_a_key_gives_never_changes() -> None:
    assert list(dealt(Dealer("", KEY), SUM, CLASS[:8]).values()) == [66, 78, 175, 343, 248, 25, 84, 13]


def test_a_space_that_is_just_large_enough_is_dealt_out_whole() -> None:
    own = exercise("t/few", "{{ a }}", a="1..40")
    assert sorted(dealt(Dealer("seed", KEY), own).values()) == list(range(40))
    with pytest.raises(AuthorError, match="only 39 variants"):
        dealt(Dealer("seed", KEY), exercise("t/few", "{{ a }}", a="1..39"))


def test_a_condition_that_one_in_a_million_satisfies_is_met_by_key() -> None:
    own = exercise("t/rare", "{{ a }}", a="1..10^12", where=("mod(a, 10^6) = 7",))
    assert len(set(dealt(Dealer("seed", KEY), own, CLASS[:3]).values())) == 3


def test_a_key_is_written_with_a_warning_and_read_again() -> None:
    text = KEY.text()
    assert "Keep it secret" in text
    assert read_key(text, "class.key") == KEY
    assert KEY.secret.hex() not in repr(KEY)


@pytest.mark.parametrize("text", ["", "# only words\n", "abc\n", "6b" * 32 + "\n" + "6b" * 32])
def test_what_is_no_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(AuthorError) as caught:
        read_key(text, "class.key")
    remedy = "restore it, or take it away to have another made for papers that are issued from now on"
    assert str(caught.value) == f"class.key: is no class key, {remedy}"


SET = Assignment("Set", "seed", (Item("t/sum"),))


def test_the_record_says_how_it_was_drawn() -> None:
    by_seed, by_key = issue(SET, {"t/sum": SUM}, CLASS[:2]), issue(SET, {"t/sum": SUM}, CLASS[:2], key=KEY)
    assert (by_seed.scheme, by_seed.key) == (1, "")
    assert (by_key.scheme, by_key.key) == (2, KEY.fingerprint)
    assert from_json(to_json(by_key)) == by_key
    assert KEY.secret.hex() not in to_json(by_key)


def test_what_was_begun_by_seed_goes_on_by_seed() -> None:
    before = issue(SET, {"t/sum": SUM}, CLASS[:2])
    assert issue(SET, {"t/sum": SUM}, CLASS[:4], before, KEY) == issue(SET, {"t/sum": SUM}, CLASS[:4], before)


@pytest.mark.parametrize(("key", "why"), [(None, "the class key is missing"), (OTHER, "this is another class key")])
def test_what_was_begun_by_key_needs_that_key(key: ClassKey | None, why: str) -> None:
    before = replace(issue(SET, {"t/sum": SUM}, CLASS[:2], key=KEY), file="issued.json")
    with pytest.raises(AuthorError) as caught:
        issue(SET, {"t/sum": SUM}, CLASS[:4], before, key)
    assert str(caught.value) == (
        f'issued.json: "Set" was issued with the class key {KEY.fingerprint}, and {why}, '
        "restore class.key beside the assignment, or use another folder"
    )


def test_a_record_of_an_unknown_scheme_is_refused() -> None:
    text = to_json(issue(SET, {"t/sum": SUM}, CLASS[:2], key=KEY)).replace('"scheme": 2', '"scheme": 3')
    with pytest.raises(AuthorError, match="was drawn by scheme 3, which is unknown here"):
        from_json(text)


def test_a_record_from_before_there_were_keys_is_read() -> None:
    record = json.loads(to_json(issue(SET, {"t/sum": SUM}, CLASS[:2])))
    del record["assignment"]["scheme"], record["assignment"]["key"]
    assert from_json(json.dumps(record)).scheme == 1


# what makes two variants the same


def test_variants_whose_questions_look_the_same_are_one() -> None:
    own = exercise("t/same", "Find {{ a*b }}.", a="1..4", b="1..4")
    assert not shows_everything(own)
    shown = {1, 2, 3, 4, 6, 8, 9, 12, 16}
    counted = questions(own)
    assert (counted.least, counted.most) == (len(shown), len(shown))
    for dealer in (Dealer("seed"), Dealer("seed", KEY)):
        found = list(dealer.deal(own, CLASS[: len(shown)]))
        products = {int(to_text(v.environment["a"])) * int(to_text(v.environment["b"])) for _, v in found}
        assert products == shown
        with pytest.raises(AuthorError, match=r"only 9 (variants|questions)"):
            list(dealer.deal(own, CLASS[: len(shown) + 1]))


def test_values_that_run_together_are_looked_at_as_they_stand() -> None:
    own = exercise("t/run", "Is {{ a }}{{ b }} prime?", a="{1, 11}", b="{1, 11}")
    assert not shows_everything(own)
    assert questions(own).least == 3


@pytest.mark.parametrize("text", ["Find {{ a*b }}.", "Find {{ 100*a + b }}."])
def test_questions_are_counted_alike_with_little_effort(text: str) -> None:
    own = exercise("t/count", text, a="1..25", b="1..25")
    thorough, glanced = questions(own), questions(own, effort=10**5)
    assert (glanced.least, glanced.most) == (thorough.least, thorough.most)


# shared parameters


def lecture(name: str, key: str, *where: str) -> Exercise:
    names = Vocabulary(frozenset("abd"), open=True)
    own = exercise(name, "{{ a }} and {{ b }}", a="vector(2, -3..3)", b="vector(2, -3..3)")
    return replace(
        own,
        where=tuple(parse(text, names) for text in where),
        derive=(Derived("d", parse(key, names)),),
        parts=(Part("p", "Ask", parse("d", names), malrules=(MalRule(parse("0"), "No."),)),),
    )


TRIO = {
    "t/distance": lecture("t/distance", "norm(a - b)", "a != b"),
    "t/inner": lecture("t/inner", "dot(a, b)", "dot(a, b) > 0"),
    "t/third": exercise("t/third", "{{ a }}, {{ c }}", a="vector(2, -3..3)", c="1..2"),
}
GROUP = Assignment(
    "Set", "seed", tuple(Item(name, group=0) for name in ("t/distance", "t/inner")), groups=(("a", "b"),)
)


@pytest.mark.parametrize("key", [None, KEY])
def test_exercises_that_share_have_the_same_values_and_satisfy_all_conditions(key: ClassKey | None) -> None:
    issued = issue(GROUP, TRIO, CLASS, key=key)
    for student in CLASS:
        given = values(issued, student)
        assert given["t/distance"] == given["t/inner"]
        a, b = (tuple(map(int, given["t/inner"][name].strip("()").split(","))) for name in "ab")
        assert a[0] * b[0] + a[1] * b[1] > 0
    assert len({str(values(issued, student)) for student in CLASS}) == len(CLASS)


def test_what_is_shared_can_be_looked_up_again_and_is_kept() -> None:
    issued = issue(GROUP, TRIO, CLASS[:10], key=KEY)
    more = issue(GROUP, TRIO, CLASS[:20], issued, KEY)
    assert all(values(more, student) == values(issued, student) for student in CLASS[:10])
    assert len({str(values(more, student)) for student in CLASS[:20]}) == 20
    archive = Archive(more, GROUP, {name: TRIO[name] for name in ("t/distance", "t/inner")})
    assert [variant.number >= 0 for variant in archive.variants(CLASS[15]).values()] == [True, True]


def test_what_is_not_shared_differs_by_itself() -> None:
    mixed = Assignment("Set", "seed", (Item("t/inner", group=0), Item("t/third", group=0)), groups=(("a",),))
    issued = issue(mixed, TRIO, CLASS, key=KEY)
    assert all(values(issued, student)["t/inner"]["a"] == values(issued, student)["t/third"]["a"] for student in CLASS)
    assert {values(issued, student)["t/third"]["c"] for student in CLASS} == {"1", "2"}


def test_what_cannot_be_shared_says_why() -> None:
    odd = {**TRIO, "t/third": exercise("t/third", "{{ a }}", a="vector(2, 0..3)")}
    items = (Item("t/inner", group=0), Item("t/third", group=0))
    with pytest.raises(AuthorError) as caught:
        issue(Assignment("Set", "seed", items, groups=(("a", "b"),)), odd, CLASS)
    assert [problem.message for problem in caught.value.problems] == [
        "draws a from vector(2, 0 .. 3), where others that share it draw from vector(2, -3 .. 3)",
        "has no parameter b, which others share",
    ]


# pools, order, and the same for all

POOL = {f"t/p{number}": exercise(f"t/p{number}", "{{ a }}", a="1..99") for number in range(5)}
PICK = Assignment("Set", "seed", tuple(Item(name, pool=0) for name in POOL), pools=(2,))


@pytest.mark.parametrize("key", [None, KEY])
def test_everybody_is_given_so_many_of_a_pool_and_not_all_the_same(key: ClassKey | None) -> None:
    issued = issue(PICK, POOL, CLASS, key=key)
    picked = [tuple(values(issued, student)) for student in CLASS]
    assert {len(set(names)) for names in picked} == {2}
    assert {name for names in picked for name in names} == set(POOL)
    archive = Archive(issued, PICK, POOL)
    assert [tuple(archive.variants(student)) for student in CLASS] == picked


def test_what_was_picked_is_kept() -> None:
    before = issue(PICK, POOL, CLASS[:20])
    after = issue(replace(PICK, pools=(3,)), POOL, CLASS, before)
    for student in CLASS[:20]:
        assert values(before, student).items() <= values(after, student).items()
        assert len(values(after, student)) == 3


def test_the_exercises_of_a_pool_count_the_same() -> None:
    odd = {**POOL, "t/p0": exercise("t/p0", "{{ a }}", 3, a="1..99")}
    with pytest.raises(AuthorError) as caught:
        issue(PICK, odd, CLASS)
    assert str(caught.value).startswith("the exercises of a pool count 1 and 3 points: t/p0, t/p1")


def test_a_pool_of_which_too_little_was_issued_cannot_be_graded() -> None:
    issued = issue(PICK, POOL, CLASS[:1])
    with pytest.raises(AuthorError, match="3 of these were to be issued"):
        Archive(issued, replace(PICK, pools=(3,)), POOL).variants(CLASS[0])


def test_a_shuffled_paper_has_another_order_for_each_and_groups_stay_together() -> None:
    items = (*(Item(name) for name in POOL), Item("t/distance", group=0), Item("t/inner", group=0))
    shuffled = Assignment("Set", "seed", items, groups=(("a", "b"),), shuffled=True)
    issued = issue(shuffled, {**POOL, **TRIO}, CLASS, key=KEY)
    orders = [tuple(values(issued, student)) for student in CLASS]
    assert len(set(orders)) > 30
    assert all(order.index("t/inner") - order.index("t/distance") == 1 for order in orders)
    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(item.exercise for item in items))}


@pytest.mark.parametrize("key", [None, KEY])
def test_the_same_for_all_is_the_same_for_whoever_comes_late(key: ClassKey | None) -> None:
    same = replace(PICK, same=True)
    before = issue(same, POOL, CLASS[:10], key=key)
    after = issue(same, POOL, CLASS, before, key)
    assert len({str(values(after, student)) for student in CLASS}) == 1
    assert values(after, CLASS[30]) == values(before, CLASS[0])


# evenness


def test_an_even_class_lies_within_a_band() -> None:
    own = replace(lecture("t/distance", "norm(a - b)", "a != b"), even=True)
    least, most = spread(own).band
    assert least < most
    for dealer in (Dealer("seed"), Dealer("seed", KEY)):
        hardness = [measures(own, variant).hardness for _, variant in dealer.deal(own, CLASS)]
        assert least <= min(hardness) <= max(hardness) <= most


def test_an_assignment_may_ask_for_an_even_class() -> None:
    own = lecture("t/distance", "norm(a - b)", "a != b")
    even = [variant.number for _, variant in Dealer("seed", even=True).deal(own, CLASS)]
    assert even == [variant.number for variant in islice(variants(replace(own, even=True), seed="seed"), len(CLASS))]
    assert even != [variant.number for variant in islice(variants(own, seed="seed"), len(CLASS))]


# general mistakes


def test_with_a_key_general_mistakes_do_not_lead_to_the_key_either() -> None:
    own = lecture("t/distance", "norm(a - b)", "a != b")
    whole = candidates(own)
    guarded = with_pitfalls(own, whole)
    paths = [trap.path for trap in guarded.traps]
    assert "parts[0] norm_squared" in paths
    assert len(list(guarded.walk("s"))) < len(list(whole.walk("s")))
    for _, variant in Dealer("seed", KEY).deal(own, CLASS):
        assert to_text(variant.environment["d"]) != "1"


def test_a_mistake_that_always_leads_to_the_key_is_none() -> None:
    own = lecture("t/distance", "norm(a - b)", "a != b")
    assert "parts[0] order_of_difference" not in [trap.path for trap in with_pitfalls(own, candidates(own)).traps]
