# ruff: noqa: RUF001  the signs of many scripts are the very matter here
"""Reads formulas as text: the author's TeX, with usual commands written as the signs they stand for."""

import re

from tuinews.article.dom import Node, text_of, words_of

_SIGNS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
    "times": "×", "cdot": "·", "pm": "±", "mp": "∓", "div": "÷", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼", "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫",
    "partial": "∂", "nabla": "∇", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩",
    "forall": "∀", "exists": "∃", "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "mapsto": "↦",
    "ldots": "…", "cdots": "⋯", "dots": "…", "propto": "∝", "sqrt": "√", "hbar": "ℏ", "ell": "ℓ", "circ": "∘",
    "prime": "′",
    "langle": "⟨", "rangle": "⟩", "quad": " ", "qquad": " ", "left": "", "right": "", "displaystyle": "",
    "textstyle": "",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_FRACTION = re.compile(r"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")
_WRAPPER = re.compile(
    r"\\(?:text|mathrm|mathbf|mathit|mathbb|mathcal|mathsf|operatorname|boldsymbol|rm|bf)\{([^{}]*)\}"
)
_RAISED = re.compile(r"\^\{?([0-9+-]+|[ni])\}?(?![\w{])")
_SUPERSCRIPTS = str.maketrans("0123456789+-ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ")
_SPACES = re.compile(r"\\[,;:! ]|[ \t\n]+")


def read_maths(node: Node) -> str:
    """The formula of a `math` element: its TeX annotation, else its alternative text, else its words."""
    for note in node.iter("annotation"):
        if "tex" in (note.get("encoding") or "").lower():
            return readable_tex(text_of(note))
    alternative = node.get("alttext")
    return readable_tex(alternative) if alternative else words_of(node)


def readable_tex(source: str) -> str:
    """The TeX source with usual commands replaced by their signs; other commands stay."""
    text = source.strip().strip("$")
    if text.startswith("{\\displaystyle") and text.endswith("}"):
        text = text[len("{\\displaystyle") : -1]
    text = _WRAPPER.sub(r"\1", _FRACTION.sub(r"(\1)/(\2)", text))
    text = _COMMAND.sub(lambda match: _SIGNS.get(match.group(1), match.group()), text)
    text = _RAISED.sub(lambda match: match.group(1).translate(_SUPERSCRIPTS), text)
    return _SPACES.sub(" ", text).strip()
