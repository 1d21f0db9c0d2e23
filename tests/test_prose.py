"""Authors' prose: Markdown and LaTeX to HTML and plain text, with nothing in it that acts."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from graders.errors import AuthorError
from graders.prose import Prose
from graders.syntax import parse, to_mathml
from graders.typeset import in_font, latex_to_mathml, latex_to_text

TEXT = """\
# Distances

Find the *Euclidean* distance $d_{\\mathrm{E}}(\\boldsymbol a, b)$ with `sqrt`:
$$\\sqrt{48} = 4\\sqrt{3}$$

1. first
2. ![a picture](https://example.org/x.png) <b>bold</b>
"""


def test_prose_is_set_with_mathml_and_without_raw_html_images_or_headings() -> None:
    page = Prose().blocks("# Head\n\nA *b* <i>c</i> ![seen](https://x.y/z.png) $x$")
    mathematics = '<math alttext="x"><mrow><mi>x</mi></mrow></math>'
    assert page == (f"<p><strong>Head</strong></p>\n<p>A <em>b</em> &lt;i&gt;c&lt;/i&gt; seen {mathematics}</p>\n")


def test_a_link_leads_nowhere_dangerous() -> None:
    assert "<a" not in Prose().blocks("[x](javascript:alert(1)) [y](data:text/html,z)")


def test_prose_for_a_terminal_is_paragraphs_with_mathematics_on_the_line() -> None:
    assert Prose().plain(TEXT) == (
        "Distances\n\nFind the Euclidean distance d_E(a, b) with sqrt:\n√48 = 4√3\n\n1. first\n2. a picture <b>bold</b>"
    )


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\|\boldsymbol a - \boldsymbol b\|_2", "‖a - b‖_2"),
        (r"\begin{bmatrix} -1 \\ 4 \\ 2 \end{bmatrix}", "[-1, 4, 2]"),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "[1, 2; 3, 4]"),
        (r"\langle u, v \rangle = u^\top v", "⟨u, v⟩ = uᵀv"),
        (r"-\frac{7}{\sqrt{273}}", "-7/√273"),
        (r"\frac{a + b}{2}", "(a + b)/2"),
        (r"\left(-4\right)^{2} + 4^2", "(-4)² + 4²"),
        (r"x \in \mathbb{R}^{n}", "x ∈ ℝⁿ"),
        (r"\sqrt[3]{x}", "root(x, 3)"),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b; c = d"),
    ],
)
def test_latex_is_written_on_one_line_as_in_a_letter(latex: str, expected: str) -> None:
    assert latex_to_text(latex) == expected


@pytest.mark.parametrize(
    ("sign", "font", "expected"),
    [("a", "bold-italic", "𝒂"), ("A", "bold", "𝐀"), ("0", "bold", "𝟎"), ("α", "bold-italic", "𝜶"), ("+", "bold", "+")],
)
def test_a_bold_letter_is_the_bold_letter_of_unicode(sign: str, font: str, expected: str) -> None:
    assert in_font(sign, font) == expected


@pytest.mark.parametrize(
    ("latex", "signs"),
    [
        (r"\exp\left(-x\right)", 1),
        (r"a = -3 - (-2)", 2),
        (r"\{-1, +2, 3 - 4\}", 2),
        (r"|x| - 1", 0),
        (r"n! - 1", 0),
        (r"\left|x\right| - f' - 2", 0),
    ],
)
def test_a_sign_stands_close_to_its_number_and_a_difference_does_not(latex: str, signs: int) -> None:
    assert latex_to_mathml(latex).count('<mo form="prefix">') == signs


@pytest.mark.parametrize(("inside", "kept"), [("-x", 2), ("x^2", 2), (r"\frac{1}{2}", 0), (r"\sqrt{2}", 0)])
def test_brackets_grow_with_what_is_high_and_only_with_that(inside: str, kept: int) -> None:
    pages = latex_to_mathml(rf"\left({inside}\right)"), to_mathml(parse(rf"2 \cdot \left({inside} + y\right)"))
    assert [page.count('stretchy="false"') for page in pages] == [kept, kept]


def test_mathematics_from_latex_has_no_links_and_no_styles() -> None:
    page = latex_to_mathml(r"\href{javascript:alert(1)}{x} \color{red}{y} \style{color:red}{z} \class{k}{w}")
    acting = ("href=", " style=", "class=", "color=", "javascript:")
    assert not any(word in page.partition(">")[2] for word in acting)


@pytest.mark.parametrize(
    ("latex", "wrong"),
    [
        (r"\frac{1}{2", r"the LaTeX $\frac{1}{2$ cannot be set, 2 braces are opened, 1 closed"),
        (r"\frac{1}", r"the LaTeX $\frac{1}$ cannot be set, a fraction, root or index lacks a part"),
        (
            r"\left(a",
            "the LaTeX $\\left(a$ cannot be set, something does not close or breaks off (ExtraLeftOrMissingRightError)",
        ),
        (r"\sqrt x + \foo", r"the LaTeX $\sqrt x + \foo$ has the unknown command \foo, is it misspelled?"),
    ],
)
def test_latex_that_cannot_be_set_is_the_authors_error(latex: str, wrong: str) -> None:
    with pytest.raises(AuthorError) as caught:
        latex_to_mathml(latex)
    assert str(caught.value) == wrong


PIECES = r"""\frac { } ^ _ \left( \right) & \\ \begin{bmatrix} \end{bmatrix} x < " % \text{<b>}
    \sqrt \href \over \mathbf \color \hspace \verb"""


@given(st.lists(st.sampled_from(PIECES.split())).map("".join))
def test_any_latex_is_set_or_refused_and_never_more(latex: str) -> None:
    try:
        page = latex_to_mathml(latex)
    except AuthorError:
        return
    assert page.count("<math") == page.count("</math>") == 1
    assert "<b>" not in page


TEXTS = (
    *(
        "$a$",
        "$-1$",
        "$|x|$",
        "$$a$$",
        "$x\\$",
        "$x\\\\$",
        "$`$",
        "$a>b$",
        "$](c)$",
        "$]: b$",
        '$]: b "$',
        '"',
        "$[b$",
        "$ 1 $",
        "$a\n- b$",
        "\\$",
        "$",
    ),
    *(
        "word",
        "5",
        " ",
        "\n",
        "\n\n",
        "`",
        "*",
        "_",
        "\\",
        "[a",
        "](b",
        ")",
        "]: ",
        "<ab:",
        ">",
        "|",
        "\n-|-\n",
        "\n> ---\n",
    ),
    *("\n- ", "\n1. ", "\n    ", "# ", "![", "&amp;", "\uffff", "<math/>"),
)


def plain_markdown() -> MarkdownIt:
    """Read Markdown anew every time, and write formulas as they came."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.use(dollarmath_plugin, double_inline=True).disable("math_block")
    for name, display in (("math_inline", False), ("math_inline_double", True)):
        markdown.add_render_rule(
            name, lambda _, tokens, place, *__, display=display: typed(tokens[place].content, display=display)
        )
    markdown.add_render_rule("image", lambda _, tokens, place, *__: escape(tokens[place].content))
    for name, tags in (("heading_open", "<p><strong>"), ("heading_close", "</strong></p>\n")):
        markdown.add_render_rule(name, lambda *_, tags=tags: tags)
    return markdown


def typed(latex: str, *, display: bool) -> str:
    return f"<math>{escape(latex)}{display}</math>"


@pytest.fixture(scope="module")
def prose() -> Prose:
    """One that has set many texts before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graders.prose.latex_to_mathml", lambda latex, *, display: typed(latex, display=display))
        return Prose()


@given(st.lists(st.sampled_from(TEXTS), max_size=12).map("".join))
def test_a_text_is_set_as_it_is_whatever_was_set_before_it(prose: Prose, text: str) -> None:
    assert prose.blocks(text) == plain_markdown().render(text)
    line = " ".join(text.split())
    assert prose.line(text) == plain_markdown().renderInline(line)
