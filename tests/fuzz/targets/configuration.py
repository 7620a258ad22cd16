"""Configuration files: the first line is the name, the rest the text."""

from layerwise.completion.configuration import configuration_items
from layerwise.configuration.file import problems_in, read_file
from layerwise.configuration.values import laid, settings_of

from fuzz.target import text_of

WORDS = (
    *(
        "[tool.layerwise]\n",
        "[[overrides]]\n",
        "[[tool.layerwise.overrides]]\n",
        "ignore = [",
        "severity = {",
        "paths = [",
    ),
    *(
        "context = ",
        "arguments.",
        "select = ",
        '"source-before-install"',
        '"off"',
        "'''",
        '"""',
        "[",
        "]",
        "{",
        "}",
        "=",
        ".",
    ),
    *(
        ",",
        "#",
        "\\u0000",
        "\n",
        "\r\n",
        "\ufeff",
        "1979-05-27",
        "é",
        "\U0001f600",
        "\0",
        "true",
        "1e9",
        "inf",
    ),
)
SEEDS = (
    "layerwise.toml\nignore = [\"unused-pragma\"]\nseverity = { unused-pragma = \"off\" }\ncontext = 'a'\n[arguments]\nA = \"b\"\n",
    "pyproject.toml\n[project]\nname = 'a'\n[tool.layerwise]\nignore = ['x']\n[[tool.layerwise.overrides]]\npaths = [\"a/**\"]\n",
    "layerwise.toml\n[[overrides]]\npaths = ['b']\nseverity.hot-before-cold = 'error'\nhistory = { commits = 9 }\n",
)  # fmt: skip


def run(data: bytes) -> None:
    """Read the file, and complete at a few of its places."""
    name, _, text = text_of(data).partition("\n")
    name = name if name.endswith("pyproject.toml") else "layerwise.toml"
    for problem in problems_in(text, name):
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert problem.message
    file = read_file(text, name)
    if file is not None:
        settings_of(laid([file.values]))
    for offset in {0, len(text) // 3, len(text) // 2, len(text)}:
        configuration_items(text, name, offset)
