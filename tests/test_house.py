"""Laws of the house: what may import what, what no module does, and that the documents speak of what exists."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

import graders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ROOT = Path(__file__).parents[1]

House: TypeAlias = "Mapping[str, ast.Module]"
"""The files of the package by their dotted names, parsed; a folder stands for its ``__init__.py``."""

NEVER_CALLED = frozenset(("eval", "exec", "compile", "__import__", "sympify", "parse_expr"))
NEVER_SAID = frozenset(("data", "info", "result", "process", "handle", "manager", "helper", "utils"))
HEAVY = frozenset(("sympy", "numpy", "pydantic", "jinja2", "yaml", "rich", "markdown_it", "latex2mathml"))
CONTAINERS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CONTAINER_MAKERS = frozenset(("list", "dict", "set", "bytearray", "defaultdict", "deque", "Counter", "OrderedDict"))
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
STATEMENTS_THAT_DO_NOTHING = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, *DEFINITIONS)
WORKERS_EDGE = "batch.edge"


@pytest.fixture(scope="module")
def house() -> House:
    return {_dotted(path): ast.parse(path.read_bytes()) for path in sorted((ROOT / "graders").rglob("*.py"))}


def test_the_reading_order_lists_every_module_once(house: House) -> None:
    rooms = {_room(name) for name in house} - {"", "__main__"}
    assert sorted(_reading_order()) == sorted(rooms)


def test_a_module_imports_only_from_those_above_it(house: House) -> None:
    place = {room: number for number, room in enumerate(("", *_reading_order(), "__main__"))}
    climbing = [
        f"{name} imports {imported}"
        for name, tree in house.items()
        for imported in _imported(tree, house)
        if _room(imported) != _room(name) and place[_room(imported)] >= place[_room(name)]
    ]
    assert climbing == []


def test_no_file_imports_itself_by_a_roundabout_way(house: House) -> None:
    try:
        TopologicalSorter({name: set(_imported(tree, house)) for name, tree in house.items()}).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_no_text_is_ever_run_as_a_program(house: House) -> None:
    assert [f"{place} {name}" for place, name in _names_used(house) if name in NEVER_CALLED] == []


def test_an_exception_is_caught_by_name_except_at_the_edge_of_the_worker(house: House) -> None:
    broad = [
        f"{name}:{node.lineno}"
        for name, tree in house.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or _words(node.type) & {"Exception", "BaseException"}
        if name != WORKERS_EDGE and not _is_passed_on(node)
    ]
    assert broad == []


def test_nothing_happens_when_a_module_is_imported(house: House) -> None:
    deeds = [
        f"{name}:{node.lineno}"
        for name, tree in house.items()
        for node in tree.body
        if not isinstance(node, STATEMENTS_THAT_DO_NOTHING) and not _is_docstring(node) and not _is_for_types(node)
        if _room(name) != "__main__"
    ]
    assert deeds == []


def test_no_variable_of_a_module_ever_changes(house: House) -> None:
    changing = [
        f"{name}:{node.lineno}"
        for name, tree in house.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ]
    mutable = [
        f"{name}:{node.lineno}"
        for name, tree in house.items()
        for node in tree.body
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_mutable(node.value) and "__all__" not in _words(node)
    ]
    assert changing + mutable == []


def test_no_file_gives_one_name_twice(house: House) -> None:
    twice = {
        name: again
        for name, tree in house.items()
        if (again := [given for given, times in Counter(_given_by(tree)).items() if times > 1])
    }
    assert twice == {}


def test_reading_mathematics_pays_for_no_heavy_library() -> None:
    assert _imported_by("import graders.syntax") & HEAVY == set()


def test_checking_an_answer_pays_for_no_heavy_library() -> None:
    assert _imported_by("from graders.cli import run; assert run(['check', '4√3', '√48']) == 0") & HEAVY == set()


def test_whoever_grades_does_not_wait_for_what_draws_numbers() -> None:
    reading = "from graders.bank import load_bank, shipped; bank = load_bank(shipped('exercises')).values()"
    graded = f"import graders.batch.workers; from graders.parameters import parameters; {reading}"
    graded += "; assert all(parameters(exercise).size for exercise in bank)"
    assert _imported_by(graded) & {"numpy", "sympy"} == set()


def test_no_name_is_a_word_that_says_nothing(house: House) -> None:
    empty = [f"{place} {name}" for place, name in _names_given(house) if NEVER_SAID & set(name.lower().split("_"))]
    assert empty == []


def _given_by(tree: ast.Module) -> Iterator[str]:
    """Give the names that a file itself gives to its constants, functions and classes."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets):
                yield from (target.id for target in targets if isinstance(target, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case _:
                pass


def _dotted(path: Path) -> str:
    """Name a file as it is imported, without ``graders`` in front: ``syntax.tree``, and the package as nothing."""
    return ".".join(path.relative_to(ROOT / "graders").with_suffix("").parts).removesuffix("__init__").rstrip(".")


def _room(name: str) -> str:
    return name.partition(".")[0]


def _reading_order() -> list[str]:
    return re.findall(r"^ {4}(\w+) +\S", graders.__doc__ or "", re.MULTILINE)


def _imported(tree: ast.AST, house: House) -> Iterator[str]:
    """Name the files that a file imports when it runs, at whatever depth; types alone do not count."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from _ours((name.name for name in node.names), house)
        elif isinstance(node, ast.ImportFrom):
            yield from _ours((f"{node.module}.{name.name}" for name in node.names), house)
        elif not _is_for_types(node):
            yield from _imported(node, house)


def _ours(names: Iterable[str], house: House) -> Iterator[str]:
    """Keep what is in the house; a name inside a file counts as the file."""
    for name in names:
        package, _, inside = name.partition(".")
        if package == "graders":
            yield inside if inside in house else inside.rpartition(".")[0]


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and _words(node.test) == {"TYPE_CHECKING"}


def _is_passed_on(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler ends by raising what it caught."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_mutable(value: ast.expr | None) -> bool:
    made_by_call = isinstance(value, ast.Call) and bool(_words(value.func) & CONTAINER_MAKERS)
    return isinstance(value, CONTAINERS) or made_by_call


def _words(tree: ast.AST) -> set[str]:
    return {name for node in ast.walk(tree) for name in _spelled(node)}


def _spelled(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
            yield name
        case _:
            return


def _imported_by(program: str) -> set[str]:
    """Name the libraries that a program has imported when it ends."""
    names = "import sys; print('imported', *{name.partition('.')[0] for name in sys.modules})"
    shown = subprocess.run(
        [sys.executable, "-c", f"{program}; {names}"], capture_output=True, encoding="utf-8", check=True
    )
    return set(shown.stdout.rpartition("imported")[2].split())


def _names_used(house: House) -> Iterator[tuple[str, str]]:
    for file, tree in house.items():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile"):
                yield from ((f"{file}:{getattr(node, 'lineno', 0)}", name) for name in _spelled(node))


def _names_given(house: House) -> Iterator[tuple[str, str]]:
    for file, tree in house.items():
        yield from ((file, part) for part in file.split("."))
        for node in ast.walk(tree):
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                    yield f"{file}:{node.lineno}", name
                case ast.Name(id=name, ctx=ast.Store()):
                    yield f"{file}:{node.lineno}", name
                case _:
                    continue
