r"""LaTeX to the tokens of plain notation, in one pass; the parser that reads those knows nothing of LaTeX.

item     := number | letter | "{" formula "}" | command | operator | bracket | script
formula  := { item }            up to the end of its group, cell or line
argument := "{" formula "}" | digit | letter | command with its arguments
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from graders.errors import Span
from graders.phrases import phrase
from graders.syntax import limits
from graders.syntax.alike import by_length, most_alike
from graders.syntax.latex.calculus import Calculus
from graders.syntax.latex.commands import (
    BIG,
    BINOMIALS,
    CURRENCIES,
    DROPPED,
    FENCES,
    FRACTIONS,
    INFIX,
    INTEGRALS,
    LETTER_FONTS,
    LETTERS,
    LOOSE,
    NAME_FONTS,
    NEGATED,
    PAIRS,
    SPACING,
    SYMBOLS,
    TEXT_FONTS,
)
from graders.syntax.latex.names import AMOUNT
from graders.syntax.latex.source import ENDS, Sign
from graders.syntax.names import FUNCTION_SPELLINGS, FUNCTIONS, GREEK_SIGNS
from graders.syntax.tokens import repeating

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


SELDOM = frozenset(("frak", "Bbb"))
"""Commands that nobody means who mistypes another."""


class LatexReader(Calculus):
    """Reading one item after the other."""

    def item(self) -> None:
        """Read one operand, operator or bracket, with what belongs to it."""
        self.depth += 1
        sign = self.sign()
        if self.depth > limits.DEPTH:
            self.refuse(Span(sign.start, sign.end), "expressions inside one another very deeply", "a simpler answer")
        if not (self.awaited and self.differential()):
            self.dispatch(sign)
        self.depth -= 1

    def dispatch(self, sign: Sign) -> None:
        """Read what begins with a sign."""
        text = sign.text
        self.at = sign.start
        if text.startswith("\\"):
            self.command(sign)
        elif text.isascii() and text.isalpha():
            self.letters()
        elif text.isdecimal() or (text == "." and self.plain[sign.end : sign.end + 1].isdecimal()):
            self.number()
        elif text in CHARACTERS:
            CHARACTERS[text](self)
        elif text in "()[]":
            self.loose_bracket(text, sign)
        elif text in "|‖":
            self.loose_bar(text, sign)
        elif text == "." and self.ends_sentence(sign):
            self.at = sign.end
        else:
            self.other(sign)

    def ends_sentence(self, sign: Sign) -> bool:
        """Tell whether a point is a full stop."""
        return bool(self.out) and self.following(sign.end).text in ENDS

    def command(self, sign: Sign) -> None:
        """Read a command with its arguments."""
        name = sign.text[1:]
        read = COMMANDS.get(name)
        if read is not None:
            read(self)
        elif name in SYMBOLS:
            self.symbol(sign, SYMBOLS[name])
        elif name in LOOSE:
            self.loose_bracket(LOOSE[name], sign)
        elif sign.text in PAIRS:
            self.directed()
        elif name in DROPPED:
            self.take()
            for _ in range(DROPPED[name]):
                self.stretch(sign)
        elif name in CURRENCIES:
            self.amount()
        elif not self.letter_command(sign):
            self.named_function(sign)

    def amount(self) -> None:
        """Step over the sign of a currency; behind it, commas between thousands are none of a list."""
        self.take()
        found = None if self.vocabulary.decimal_comma else AMOUNT.match(self.plain, self.at, self.stop)
        if found is not None:
            self.at = found.end()
            self.add("number", found["amount"].replace(",", ""), *found.span("amount"))

    def symbol(self, sign: Sign, kind: str) -> None:
        """Write an operator."""
        if kind in ("|", "‖"):
            self.loose_bar(kind, sign)
            return
        self.at = sign.end
        self.add(kind, sign.text, sign.start, sign.end)

    def named_function(self, sign: Sign) -> None:
        r"""Read ``\sin`` and every other command that is the name of a function."""
        name = FUNCTION_SPELLINGS.get(sign.text[1:].lower())
        self.at = sign.end
        if name is None:
            self.refuse_command(sign)
        self.function(name, sign)

    def refuse_command(self, sign: Sign) -> NoReturn:
        """Refuse a command that nobody knows, with the one that is most like it."""
        name = sign.text[1:]
        begun = next((end for end in range(len(name) - 1, 1, -1) if name[:end] in KNOWN_COMMANDS), 0)
        near = most_alike(name, MEANT_COMMANDS)
        if begun and (not near or len(name) == begun + 1):
            near = f"{name[:begun]} {name[begun:]}"
        repair = f"{self.text[: sign.start]}\\{near}{self.text[sign.end :]}" if near else ""
        shown = sign.text if sign.text != "\\" else "\\ at the end"
        self.refuse(
            Span(sign.start, sign.end),
            phrase("the unknown command {shown}", shown=shown),
            "a command such as \\frac or \\sqrt",
            repair,
        )

    # functions

    def function(self, name: str, sign: Sign) -> None:
        """Read a function with its index, its exponent and what it is taken of."""
        self.add("function", name, sign.start, sign.end)
        while (script := self.sign().text) in ("^", "_"):
            if script == "_" and name != "log":
                self.refuse(
                    Span(sign.start, self.sign().end),
                    phrase("an index of {sign}", sign=sign.text),
                    phrase("{sign} without it", sign=sign.text),
                )
            (self.superscript if script == "^" else self.subscript)()
        self.applied(name, sign)

    def applied(self, name: str, sign: Sign) -> None:
        r"""Read the operand of a function where plain notation would take another: ``\sin \frac{1}{2} x``."""
        following = self.sign()
        command = following.text[1:] if following.text.startswith("\\") else ""
        if following.text in ENDS or following.text == "{":
            return
        if command in FRACTIONS | BINOMIALS:
            self.enclosed(sign, self.factors)
        elif not FUNCTIONS[name].prefix and following.text not in OPENINGS:
            self.enclosed(sign, self.factor)

    def enclosed(self, sign: Sign, read: Callable[[], None]) -> None:
        """Read something and write it in round brackets."""
        self.add("open", "(", sign.end, sign.end)
        read()
        self.add("close", ")", self.at, self.at)

    def factor(self) -> None:
        """Read one operand with what is raised and lowered at it."""
        self.item()
        while self.sign().text in ("^", "_", "'", "!"):
            self.item()

    def factors(self) -> None:
        """Read an operand and the letters and numbers right after it."""
        self.factor()
        while self.is_letter_or_number(self.sign()):
            self.factor()

    def is_letter_or_number(self, sign: Sign) -> bool:
        """Tell whether a sign is a letter, a Greek letter or a digit."""
        if self.awaited and self.differential_ahead() is not None:
            return False
        return (sign.text.isascii() and sign.text.isalnum()) or sign.text[1:] in GREEK_SIGNS or sign.text == "\\pi"

    # commands with arguments

    def fraction(self) -> None:
        r"""Read ``\frac{a}{b}``, ``\tfrac12``; right after a whole number, ``1\frac12`` is a mixed number."""
        sign = self.take()
        if self.derivative(sign):
            return
        mixed = len(self.out) - 1 if self.follows_whole_number() else -1
        self.add("open", "(", sign.start, sign.end)
        mark = len(self.out)
        self.part(sign)
        self.add("/", sign.text, sign.start, sign.end)
        self.part(sign)
        self.add("close", ")", self.at - 1, self.at)
        kinds = [(token.kind, token.text.isdecimal()) for token in self.out[mark:-1:2]]
        if mixed >= 0 and len(self.out) == mark + 4 and kinds == [("number", True)] * 2:
            whole = self.out[mixed]
            self.out.insert(mixed + 1, whole._replace(kind="+", text="+", start=whole.end))
            self.out.insert(mixed, whole._replace(kind="open", text="(", end=whole.start))
            self.add("close", ")", self.at, self.at)

    def follows_whole_number(self) -> bool:
        """Tell whether a whole number stands right before."""
        return bool(self.out) and self.out[-1].kind == "number" and self.out[-1].text.isdecimal()

    def part(self, of: Sign) -> None:
        """Read the numerator or denominator; a ``dx`` taken out of it leaves 1."""
        waiting = sum(not variable for variable in self.awaited)
        mark = len(self.out)
        self.operand_of(of, waiting)
        if len(self.out) == mark + 3 and self.out[mark + 1].kind in ("number", "variable", "constant"):
            self.out[mark:] = self.out[mark + 1 : mark + 2]

    def operand_of(self, of: Sign, waiting: int) -> None:
        """Read an argument in round brackets, which a differential may have been taken out of."""
        sign = self.sign()
        self.add("open", "(", sign.start, sign.end)
        mark = len(self.out)
        self.one(of)
        emptied = sum(not variable for variable in self.awaited) < waiting
        if emptied and (len(self.out) == mark or self.out[-1].kind in ("-", "+", "*")):
            self.add("number", "1", self.at, self.at)
        if len(self.out) == mark:
            self.refuse(
                Span(sign.start, self.at), phrase("an empty place in {command}", command=of.text), "something in it"
            )
        self.add("close", ")", self.at - 1, self.at)

    def binomial(self) -> None:
        r"""Read ``\binom{n}{k}``."""
        sign = self.take()
        self.opening_call("binomial", sign)
        self.operand(sign)
        self.add(",", ",", self.at, self.at)
        self.operand(sign)
        self.add("close", ")", self.at, self.at)

    def root(self) -> None:
        r"""Read ``\sqrt{x}``, ``\sqrt3`` and ``\sqrt[n]{x}``; the third root is ``cbrt``, as ``∛`` is."""
        sign = self.take()
        bracket = self.sign()
        if bracket.text != "[":
            self.add("function", "sqrt", sign.start, sign.end)
            self.operand(sign)
            return
        close = self.closing_bracket(bracket)
        index = self.aside(lambda: self.inside(bracket.end, close))
        self.at = close + 1
        if not index:
            self.refuse(Span(bracket.start, close + 1), "an empty index", "a number in it")
        if self.plain[bracket.end : close].strip() == "3":
            self.add("function", "cbrt", sign.start, sign.end)
            self.operand(sign)
            return
        self.opening_call("root", sign)
        self.operand(sign)
        self.add(",", ",", bracket.start, bracket.end)
        self.out += index
        self.add("close", ")", self.at - 1, self.at)

    def closing_bracket(self, bracket: Sign) -> int:
        """Find the square bracket that closes an optional argument; those in braces do not count."""
        place = bracket.end
        while place < self.stop:
            character = self.plain[place]
            if character == "]":
                return place
            place = self.braces.get(place, place + (character == "\\")) + 1
        return self.refuse(Span(bracket.start, self.stop), "a [ that is never closed", "] before the end")

    def infix(self) -> None:
        r"""Read ``a \over b`` and ``n \choose k``: all before it and all after it, in its group."""
        sign = self.take()
        above = self.out[self.first :]
        below = self.aside(self.formula)
        if not above or not below:
            self.refuse(
                Span(sign.start, sign.end),
                phrase("{sign} with nothing on one side", sign=sign.text),
                "something on both sides",
            )
        self.loose += 1
        del self.out[self.first :]
        name = INFIX[sign.text[1:]]
        if name != "/":
            self.add("function", name, sign.start, sign.start)
        self.add("open", "(", sign.start, sign.start)
        for number, tokens in enumerate((above, below)):
            if number:
                self.add("/" if name == "/" else ",", sign.text, sign.start, sign.end)
            self.add("open", "(", tokens[0].start, tokens[0].start)
            self.out += tokens
            self.add("close", ")", tokens[-1].end, tokens[-1].end)
        self.add("close", ")", self.at, self.at)

    def negation(self) -> None:
        r"""Read ``\not=`` and ``\not\in``."""
        sign = self.take()
        mark = len(self.out)
        if self.sign().text in ENDS:
            self.refuse_missing(sign, self.sign(), "a relation after \\not")
        self.item()
        token = self.out[-1] if len(self.out) == mark + 1 else None
        if token is None or token.kind not in NEGATED:
            found = phrase("\\not before {sign}", sign=self.plain[sign.end : self.at].strip())
            self.refuse(Span(sign.start, self.at), found, "\\not before a relation")
        self.out[-1] = token._replace(kind=NEGATED[token.kind], start=sign.start)

    def modulo(self) -> None:
        r"""Read ``\pmod{n}``, which is ``(mod n)``."""
        sign = self.take()
        self.add("open", "(", sign.start, sign.start)
        self.add("mod", sign.text, sign.start, sign.end)
        self.operand(sign)
        self.add("close", ")", self.at, self.at)

    def conjugate(self) -> None:
        r"""Read ``\overline{z}``, and ``0.\overline{3}`` as the fraction that it is."""
        sign = self.take()
        if not self.repeats(sign):
            self.add("function", "conj", sign.start, sign.end)
            self.operand(sign)

    def dotted(self) -> None:
        r"""Read ``0.1\dot{6}`` as the fraction that it is; any other ``\dot`` is the name of the inner product."""
        sign = self.take()
        if not self.repeats(sign):
            self.function("dot", sign)

    def repeats(self, sign: Sign) -> bool:
        """Read digits that repeat for ever after a decimal point; tell whether it is such a number."""
        before = self.out[-1] if self.out else None
        if before is None or before.kind != "number" or "." not in before.text or before.end != sign.start:
            return False
        digits = self.words(sign)
        if not digits.isdecimal() or len(digits) + len(before.text) > limits.DIGITS or "E" in before.text.upper():
            self.refuse(
                Span(sign.start, self.at),
                phrase("a line above {digits} in a number", digits=digits),
                "digits that repeat",
            )
        whole, _, fixed = before.text.partition(".")
        numerator, denominator = repeating(whole or "0", fixed, digits)
        self.out.pop()
        self.add("open", "(", before.start, before.start)
        self.add("number", str(numerator), before.start, self.at)
        if denominator > 1:
            self.add("/", "/", self.at, self.at)
            self.add("number", str(denominator), before.start, self.at)
        self.add("close", ")", self.at, self.at)
        return True

    def placeholder(self) -> NoReturn:
        """Refuse a box of the editor that was left empty."""
        sign = self.take()
        self.stretch(sign)
        self.refuse(Span(sign.start, self.at), "an empty box", "something in it")

    # words, each with its command taken

    def upright_name(self) -> None:
        r"""Read ``\mathrm{..}``."""
        self.upright(self.take())

    def font(self) -> None:
        r"""Read ``\mathbf{..}``."""
        self.letter_font(self.take())

    def standard_set(self) -> None:
        r"""Read ``\mathbb{..}``."""
        self.blackboard(self.take())

    def said_words(self) -> None:
        r"""Read ``\text{..}``."""
        self.text_words(self.take())

    def kept_words(self) -> None:
        r"""Read ``\textnormal{..}``."""
        self.exact_words(self.take())

    def displayed_lines(self) -> None:
        r"""Read ``\displaylines{..}``, which editors write around several lines."""
        sign = self.take()
        start, end = self.stretch(sign)
        at, stop = self.at, self.stop
        self.at, self.stop = start, end
        self.lines(self.rows(conditions=False))
        self.at, self.stop = at, stop


OPENINGS = frozenset(("(", "[", "{", "\\left", "\\mleft", "\\{", "\\lbrace", "\\lparen", "\\lbrack", "\\lgroup"))
"""Signs after a function that open its arguments."""

CHARACTERS: Mapping[str, Callable[[LatexReader], None]] = MappingProxyType(
    {"{": LatexReader.braces_group, "^": LatexReader.superscript, "_": LatexReader.subscript, "'": LatexReader.primes}
)

COMMANDS: Mapping[str, Callable[[LatexReader], None]] = MappingProxyType(
    {
        **dict.fromkeys(FRACTIONS, LatexReader.fraction), **dict.fromkeys(BINOMIALS, LatexReader.binomial),
        **dict.fromkeys(INFIX, LatexReader.infix), **dict.fromkeys(INTEGRALS, LatexReader.integral),
        **dict.fromkeys(BIG, LatexReader.sum), **dict.fromkeys(("left", "mleft"), LatexReader.left),
        **dict.fromkeys(NAME_FONTS, LatexReader.upright_name), **dict.fromkeys(LETTER_FONTS, LatexReader.font),
        **dict.fromkeys(TEXT_FONTS, LatexReader.said_words),
        **dict.fromkeys(("overline", "bar"), LatexReader.conjugate), "textnormal": LatexReader.kept_words,
        "dot": LatexReader.dotted, "mathbb": LatexReader.standard_set, "Bbb": LatexReader.standard_set,
        "sqrt": LatexReader.root, "lim": LatexReader.limit, "begin": LatexReader.begin, "not": LatexReader.negation,
        "pmod": LatexReader.modulo, "pod": LatexReader.modulo, "placeholder": LatexReader.placeholder,
        "displaylines": LatexReader.displayed_lines,
    }
)  # fmt: skip
"""Commands that read on, by name."""


def _known_commands() -> frozenset[str]:
    written = (*FENCES, *SPACING, "\\pi", "\\infty", "\\right", "\\end")
    signs = (sign[1:] for sign in written)
    names = (*COMMANDS, *SYMBOLS, *GREEK_SIGNS, *FUNCTION_SPELLINGS, *DROPPED, *LETTERS, *signs)
    return frozenset(name for name in names if name.isalpha())


KNOWN_COMMANDS = _known_commands()
"""The names of all commands that can be read."""

MEANT_COMMANDS = by_length(sorted(KNOWN_COMMANDS - SELDOM))
"""Those that are suggested, by their length."""
