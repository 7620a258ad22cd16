"""The readers of manifests: the first line names one, the rest is its text. None raises, whatever the text."""

from collections.abc import Callable, Mapping

from layerwise.manifests import (
    cabal_text,
    call_text,
    edn_text,
    elixir,
    erlang,
    gemfile,
    gemfile_lock,
    go_mod,
    hcl_text,
    json_text,
    pip_conf,
    requirements,
    solution,
    toml_places,
    toml_text,
    xml_text,
    yaml_nodes,
    yaml_text,
)
from layerwise.unknown import Unknown

from fuzz.target import text_of

SEEDS = (
    'json\n{"a": [1, null, "b\\u00e9"], "c": {"d": true}}',
    'jsonc\n{"a": 1, /* b */ "c": [2,], // d\n}',
    "toml\na = 1\n[b.'c']\nd = [ \"e\", 'f' ]\n[[g]]\nh = { i = 2.5, j = 1979-05-27 }\nk = '''l'''\n",
    "yaml\na: &x [b, 'c', {d: e}]\nf: *x\ng: |\n  h\n? i\n: - j\n  - !!str k\n<<: {l: m}\n",
    "plain_yaml\na:\n  'b':\n    c: \"d\"\n  e: f\n",
    'xml\n<?xml version="1.0"?><a b="c" xmlns:d="e"><d:f>g<![CDATA[h]]></d:f><!-- i --></a>',
    'edn\n{:a [1 "b" \\c] #{:d} (e f) ^{:g h} i #_ j k #"l" \'m}',
    'hcl\na = 1\nb "c" {\n  d = ["${e}", f.g[0], <<-H\n    i\n    H\n  ]\n}\n',
    "gemfile\nsource 'a'\ngem \"b\", '~> 1', path: 'c'\ngemspec\neval_gemfile File.join(__dir__, 'd')\n",
    "gemspec\nGem::Specification.new do |s|\n  s.files = Dir['a']\n  require_relative 'b'\nend\n",
    "gemfile_lock\nPATH\n  remote: a\n  specs:\n    b (1)\n\nDEPENDENCIES\n  b!\n",
    "go_mod\nmodule a\n\ngo 1.22\n\nrequire (\n\tb v1 // c\n)\nreplace d => ../e\nuse ./f\n",
    "requirements\n-r a.txt\n--hash=sha256:b -e ./c # d\ne[f]>=1 ; python_version<'3' \\\n  --no-binary :all:\n",
    "pip_conf\n[global]\nindex-url = a\nconstraint =\n  b\n",
    "cabal\nname: a\nlibrary\n  build-depends: b,\n    c\n  -- d\n",
    "calls\nlibrary(a); b::c('d', e = \"f\") # g\nh(i(j(1)))\n",
    'elixir\ndefmodule A do\n defp deps do\n  [{:b, "~> 1.0"}, {:c, path: "../c"}]\n end\nend\n',
    'erlang\n{deps, [a, {b, "1"}, {c, {git, "d", {tag, "e"}}}]}. % f\n',
    'sln\nMicrosoft Visual Studio Solution File\nProject("{a}") = "b", "c\\\\d.csproj", "{e}"\nEndProject\n',
)
WORDS = (
    *(
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        '"',
        "'",
        "\\",
        "\\u0000",
        "\\\n",
        ":",
        "=",
        "=>",
        "#",
        "//",
        "/*",
        "*/",
        "--",
    ),
    *(
        '"""',
        "'''",
        "[[",
        "]]",
        "&a",
        "*a",
        "<<",
        "!!",
        "|",
        ">-",
        "- ",
        "? ",
        "---\n",
        "%",
        "~",
        "null",
        "true",
    ),
    *(
        "<![CDATA[",
        "<!ENTITY ",
        "<!--",
        "-->",
        "<a>",
        "</a>",
        "&amp;",
        "#{",
        "#_",
        '#"',
        "^",
        "${",
        "%{",
        "<<E\n",
    ),
    *(
        "gem ",
        "path: ",
        "source ",
        "require ",
        "replace ",
        "-r ",
        "-e ",
        "--hash=",
        "{:",
        "do",
        "end",
        "NaN",
        "1e999",
    ),
    *(
        "1979-05-27T00:00:00Z",
        "0x",
        "0b",
        "inf",
        "\r\n",
        "\t",
        "\ufeff",
        "\u2028",
        "\0",
        "é",
        "999999999999999999999",
    ),
)


def _json(text: str) -> None:
    json_text.load_object(text)
    for path in (("a",), ("a", 0), ("c", "d", 1)):
        json_text.locate(text, path)


def _toml(text: str) -> None:
    if not isinstance(toml_text.load(text), Unknown):
        for place in toml_places.places(text).values():
            assert place


def _yaml(text: str) -> None:
    yaml_text.load(text)
    for value in yaml_nodes.mapping(yaml_nodes.compose(text)).values():
        yaml_nodes.line(value)
        yaml_nodes.items(value)
        yaml_nodes.scalar(value)


def _xml(text: str) -> None:
    root = xml_text.load(text)
    if not isinstance(root, Unknown):
        list(root.all("a"))
        root.child("a", "b")


def _hcl(text: str) -> None:
    hcl_text.load(text)
    hcl_text.template(text)


def _calls(text: str) -> None:
    call_text.bare(text)
    found = call_text.calls(text)
    for call in () if isinstance(found, Unknown) else found:
        assert call.strings is not None
        call.named("e")
        assert call.first != ""


def _elixir(text: str) -> None:
    code = elixir.code(text)
    elixir.reads(code)
    elixir.is_clear(code)
    elixir.setting(code, "deps")
    elixir.dependencies(code)
    elixir.imports(code)
    elixir.locked(text)
    elixir.satisfies(text[:20], text[20:])


def _erlang(text: str) -> None:
    for inside in erlang.lists(erlang.code(text), "deps"):
        erlang.names(inside)
    erlang.locked(text)


def _go_mod(text: str) -> None:
    go_mod.read(text)
    go_mod.sums(text)


def _gemfile(text: str) -> None:
    gemfile.read(text)
    gemfile.opens_files(text)


def _requirements(text: str) -> None:
    found = requirements.read(text, {"A": "b", "C": None})
    for line in () if isinstance(found, Unknown) else found:
        requirements.local_path(line.value)


def _cabal(text: str) -> None:
    found = cabal_text.fields(text)
    if not isinstance(found, Unknown):
        cabal_text.words(found, "build-depends")


def _solution(text: str) -> None:
    solution.projects("a.sln", text)
    solution.projects("a.slnx", text)
    solution.filtered(text)


READERS: Mapping[str, Callable[[str], object]] = {
    "json": _json,
    "jsonc": json_text.load_commented,
    "toml": _toml,
    "yaml": _yaml,
    "plain_yaml": yaml_text.load_plain,
    "xml": _xml,
    "edn": edn_text.load,
    "hcl": _hcl,
    "gemfile": _gemfile,
    "gemspec": gemfile.read_gemspec,
    "gemfile_lock": gemfile_lock.read,
    "go_mod": _go_mod,
    "requirements": _requirements,
    "pip_conf": lambda text: pip_conf.read(text, "install"),
    "cabal": _cabal,
    "calls": _calls,
    "elixir": _elixir,
    "erlang": _erlang,
    "sln": _solution,
}
_ORDER = tuple(READERS)


def run(data: bytes) -> None:
    """Read the text as the format that its first line names."""
    name, _, text = text_of(data).partition("\n")
    reader = READERS.get(name) or READERS[_ORDER[sum(data[:4]) % len(_ORDER)]]
    reader(text)
