r"""What LaTeX commands mean: the tables that the reader looks in, by name without the backslash."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SPACING = frozenset(
    (
        *(f"\\{sign}" for sign in ",;:!>/ ()[]"),
        *(f"\\{name}" for name in (
            "quad", "qquad", "enspace", "enskip", "thinspace", "medspace", "thickspace", "negthinspace", "negmedspace",
            "negthickspace", "displaystyle", "textstyle", "scriptstyle", "scriptscriptstyle", "limits", "nolimits",
            "nonumber", "notag", "allowbreak", "break", "nobreak", "noindent", "strut", "mathstrut", "hfill", "hline",
            "big", "Big", "bigg", "Bigg", "bigl", "Bigl", "biggl", "Biggl", "bigr", "Bigr", "biggr", "Biggr",
            "bigm", "Bigm", "middle", "rm", "bf", "it", "sf", "tt", "cal", "mit", "normalsize", "small", "large",
            "Large", "tiny", "bfseries", "itshape", "boldmath", "centering", "relax", "ensuremath", "therefore",
        )),
    )
)  # fmt: skip
"""Commands, written with their backslash, that change how mathematics looks and not what it says."""

DROPPED: Mapping[str, int] = MappingProxyType(
    {
        "hspace": 1, "vspace": 1, "hskip": 1, "kern": 1, "phantom": 1, "hphantom": 1, "vphantom": 1, "label": 1,
        "tag": 1, "color": 1, "textcolor": 1, "colorbox": 1, "cline": 1, "class": 1, "cssId": 1, "htmlClass": 1,
        "htmlId": 1, "htmlData": 1, "htmlStyle": 1, "stackrel": 1, "overset": 1, "underset": 1,
        "intertext": 1, "fontsize": 2,
    }
)  # fmt: skip
"""Commands whose first arguments, so many, are no mathematics; what follows is."""

CURRENCIES = frozenset(("$", "#", "pounds", "euro", "EUR", "yen", "textdollar", "texteuro", "textsterling"))
"""Signs before or after an amount that are left out, like units."""

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("cdot", "times", "ast", "star", "bullet", "centerdot", "cdotp"), "*"),
        **dict.fromkeys(("div", "slash"), "/"),
        **dict.fromkeys(("leq", "le", "leqslant", "leqq", "lesseqgtr", "ngtr"), "<="),
        **dict.fromkeys(("geq", "ge", "geqslant", "geqq", "nless"), ">="),
        **dict.fromkeys(("neq", "ne", "neqq"), "!="),
        **dict.fromkeys(("approx", "sim", "simeq", "cong", "doteq", "thickapprox", "approxeq", "thicksim"), "~"),
        **dict.fromkeys(("land", "wedge"), "and"),
        **dict.fromkeys(("lor", "vee"), "or"),
        **dict.fromkeys(("lnot", "neg"), "not"),
        **dict.fromkeys(("implies", "Rightarrow", "Longrightarrow"), "implies"),
        **dict.fromkeys(("iff", "Leftrightarrow", "Longleftrightarrow"), "iff"),
        **dict.fromkeys(("oplus", "veebar"), "xor"),
        **dict.fromkeys(("subset", "subseteq", "subseteqq"), "subset"),
        **dict.fromkeys(("cup", "bigcup"), "union"),
        **dict.fromkeys(("cap", "bigcap"), "intersection"),
        **dict.fromkeys(("setminus", "backslash", "smallsetminus"), "\\"),
        **dict.fromkeys(("ldots", "dots", "cdots", "dotsc", "dotsb", "dotso", "dotsm", "textellipsis"), ".."),
        **dict.fromkeys(("to", "rightarrow", "longrightarrow"), "→"),
        **dict.fromkeys(("vert", "mid"), "|"),
        **dict.fromkeys(("|", "Vert", "parallel"), "‖"),
        **dict.fromkeys(("degree", "textdegree"), "°"),
        "lt": "<", "gt": ">", "pm": "±", "mp": "∓", "in": "in", "notin": "notin", "equiv": "=", "coloneqq": "=",
        "bmod": "mod", "mod": "mod", "%": "%", "colon": ":", "prime": "'", "comma": ",",
    }
)  # fmt: skip
"""Operators, to the kind of token that the parser knows."""

NEGATED: Mapping[str, str] = MappingProxyType({"=": "!=", "in": "notin", "<": ">=", ">": "<=", "<=": ">", ">=": "<"})
"""What ``\\not`` makes of a relation."""

LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "exponentialE": "e", "imaginaryI": "i", "imaginaryJ": "i", "imath": "i", "jmath": "j", "ell": "l",
        "infty": "oo", "emptyset": "emptyset", "varnothing": "emptyset", "infin": "oo", "R": "Reals", "N": "Naturals",
        "Z": "Integers", "Q": "Rationals", "C": "Complexes", "reals": "Reals", "Reals": "Reals",
        "RR": "Reals", "NN": "Naturals", "ZZ": "Integers", "QQ": "Rationals", "CC": "Complexes",
        "naturals": "Naturals", "integers": "Integers",
        "Alpha": "A", "Beta": "B", "Epsilon": "E", "Zeta": "Z", "Eta": "H", "Iota": "I", "Kappa": "K", "Mu": "M",
        "Nu": "N", "Omicron": "O", "Rho": "P", "Tau": "T", "Chi": "X", "varkappa": "kappa", "thetasym": "vartheta",
        "true": "true", "false": "false", "top": "true", "bot": "false",
    }
)  # fmt: skip
"""Letters and constants, to a name that the vocabulary knows or a letter."""

BLACKBOARD: Mapping[str, str] = MappingProxyType(
    {"R": "Reals", "N": "Naturals", "Z": "Integers", "Q": "Rationals", "C": "Complexes"}
)
"""``\\mathbb R`` and its like, to constants."""

VECTOR_FONTS = frozenset(("mathbf", "boldsymbol", "bm", "vec", "overrightarrow", "pmb", "bold", "symbf"))
"""Fonts and accents by which a letter is marked as a vector; the letter stays the same name."""

LETTER_FONTS = VECTOR_FONTS | frozenset(
    ("mathcal", "mathfrak", "mathscr", "hat", "widehat", "tilde", "widetilde", "mathnormal", "underline", "frak", "Bbb",
     "check", "breve", "acute", "grave", "variable", "smash", "mathord", "mathbin", "mathrel", "mathopen", "mathclose",
     "mathpunct", "mathinner", "boxed", "fbox", "bbox", "hbox", "underbracket", "mathclap", "mathllap", "mathrlap")
)  # fmt: skip
"""Commands with one argument that only change how it looks."""

NAME_FONTS = frozenset(("operatorname", "mathrm", "mathit", "mathsf", "mathtt", "mathop", "operatornamewithlimits"))
"""Fonts in which a name of several letters is written."""

TEXT_FONTS = frozenset(
    ("text", "textrm", "textbf", "textit", "textsf", "texttt", "textup", "textmd", "emph", "mbox", "textsc")
)  # fmt: skip
"""Fonts of words."""

SAID: Mapping[str, str] = MappingProxyType(
    {
        "and": "and", "und": "and", "or": "or", "oder": "or", "not": "not", "nicht": "not", "percent": "%", "deg": "°",
        "degree": "°", "degrees": "°", "in": "in",
    }
)  # fmt: skip
"""Words that are operators."""

CONDITION_WORDS = frozenset(("if", "for", "when", "where", "with", "wenn", "falls", "für"))
"""Words before a condition."""

OTHERWISE = frozenset(("otherwise", "else", "sonst", "or else", "elsewhere"))
"""Words for the condition that all others fail."""

FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "flatfrac"))

BINOMIALS = frozenset(("binom", "dbinom", "tbinom"))

FENCES: Mapping[str, str] = MappingProxyType(
    {
        "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "<": "<", ">": ">", ".": ".", "/": "/",
        "\\{": "{", "\\}": "}", "\\lbrace": "{", "\\rbrace": "}", "\\langle": "<", "\\rangle": ">", "\\vert": "|",
        "\\lvert": "|", "\\rvert": "|", "\\|": "‖", "\\Vert": "‖", "\\lVert": "‖", "\\rVert": "‖", "\\lfloor": "⌊",
        "\\rfloor": "⌋", "\\lceil": "⌈", "\\rceil": "⌉", "\\llcorner": "⌊", "\\lrcorner": "⌋", "\\ulcorner": "⌈",
        "\\urcorner": "⌉", "\\lbrack": "[", "\\rbrack": "]", "\\lparen": "(", "\\rparen": ")", "\\lgroup": "(",
        "\\rgroup": ")", "⟨": "<", "⟩": ">", "‖": "‖", "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉",
    }
)  # fmt: skip
"""What may stand after ``\\left`` and ``\\right``, to one character."""

PAIRS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "\\{": ("\\}", "\\rbrace"), "\\lbrace": ("\\rbrace", "\\}"), "\\langle": ("\\rangle",),
        "\\lvert": ("\\rvert",), "\\lVert": ("\\rVert",), "\\lfloor": ("\\rfloor",), "\\lceil": ("\\rceil",),
        "\\llcorner": ("\\lrcorner",), "\\ulcorner": ("\\urcorner",),
    }
)  # fmt: skip
"""Brackets that are commands, to what closes them, also without ``\\left`` and ``\\right``."""

LOOSE: Mapping[str, str] = MappingProxyType(
    {"lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")", "lgroup": "(", "rgroup": ")"}
)
"""Commands for brackets that are typed as such too."""

MATRICES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("matrix", "pmatrix", "bmatrix", "Bmatrix", "smallmatrix", "array", "psmallmatrix"), ""),
        **dict.fromkeys(("bsmallmatrix", "Bsmallmatrix", "tabular", "darray"), ""),
        "vmatrix": "det", "vsmallmatrix": "det", "Vmatrix": "norm", "Vsmallmatrix": "norm",
    }
)  # fmt: skip
"""Environments of rows and columns, to the function that their bars mean."""

CASES = frozenset(("cases", "dcases", "rcases", "drcases", "numcases"))

LINES = frozenset(
    ("aligned", "align", "split", "gathered", "gather", "eqnarray", "equation", "multline", "multlined", "displaymath",
     "math", "alignedat", "alignat", "flalign", "lines")
)  # fmt: skip
"""Environments of lines."""

INFIX: Mapping[str, str] = MappingProxyType({"over": "/", "choose": "binomial"})
"""Commands between what stands above and below, up to the ends of their group."""

INTEGRALS: Mapping[str, int] = MappingProxyType({"int": 1, "iint": 2, "iiint": 3})

BIG: Mapping[str, str] = MappingProxyType({"sum": "sum", "prod": "product"})
