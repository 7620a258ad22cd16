"""Texts made to take long, for the readers of files that say how a Dockerfile is built."""

from collections.abc import Callable, Mapping

from fuzz.adversaries import around, nested, numbered, times

OF_SOURCES: Mapping[str, Mapping[str, Callable[[int], str]]] = {
    "makefile": {
        "variables": numbered("", "V{n} = $(V{m})$(V{m})\n"),
        "of itself": times("V = $(V)$(V)\n"),
        "shell calls in calls": nested("$(shell ", ")"),
        "value of shell calls": around("a = ", "$(shell a) "),
        "value of calls in calls": lambda size: "a = " + nested("$(shell ", ")")(size),
        "recipes": times("a:\n\tdocker build -t $(A) .\n"),
        "recipe over lines": around("a:\n\tdocker build .", " \\\n\t\ta"),
        "variable over lines": around("a = b", " \\\n  c"),
        "targets": numbered("", "a{n}: a{m}\n\tdocker build a{n}\n"),
    },
    "script": {
        "builds": numbered("", "docker build -t a{n} .\n"),
        "builds of files": numbered("", "docker build -f a/b{n} c{n}\n"),
        "one build": around("docker build .", " --build-arg A=b"),
        "functions": numbered("", "f{n}() { f{m}; f{m}; docker build .; }\n"),
        "cd": numbered("", "cd a{n}\ndocker build .\n"),
    },
    "compose": {
        "services": numbered("services:\n", "  s{n}: {build: .}\n"),
        "chain": numbered("services:\n  s0: {build: .}\n", "  s{n}: {extends: s{m}}\n"),
        "chain upwards": lambda size: (
            "services:\n"
            + "".join(f"  s{n}: {{extends: s{n + 1}}}\n" for n in range(size // 28))
            + f"  s{size // 28}: {{build: .}}\n"
        ),
        "one of all": numbered("services:\n  s0: {build: .}\n", "  s{n}: {extends: s0}\n"),
        "includes": numbered("services: {a: {build: .}}\ninclude:\n", "- b{n}.yaml\n"),
        "includes itself": around("services: {a: {build: .}}\ninclude:\n", "- compose.yaml\n"),
        "arguments": numbered(
            "services:\n  a:\n    build:\n      context: .\n      args:\n", "        A{n}: $A{m}\n"
        ),
        "defaults": lambda size: "services: {a: {build: {context: '" + nested("${A:-", "}")(size) + "'}}}\n",
    },
    "workflow": {
        "steps": numbered("jobs:\n  a:\n    steps:\n", "    - run: docker build -t a{n} .\n"),
        "jobs": numbered("jobs:\n", "  a{n}: {steps: [{run: docker build .}]}\n"),
        "matrix": numbered(
            "jobs:\n  a:\n    strategy:\n      matrix:\n",
            "        m{n}: [1, 2, 3]\n",
            "    steps: [{run: docker build .}]\n",
        ),
        "values of a matrix": numbered(
            "jobs:\n  a:\n    steps: [{run: docker build $A}]\n    strategy:\n      matrix:\n        m:\n",
            "        - b{n}\n",
        ),
        "actions": numbered(
            "jobs:\n  a:\n    steps:\n", "    - {uses: docker/build-push-action@v6, with: {context: a{n}}}\n"
        ),
    },
    "gitlab": {
        "jobs": numbered("", "a{n}: {script: [docker build .]}\n"),
        "chain": numbered(".a0: {script: [docker build .]}\n", ".a{n}: {extends: .a{m}}\n"),
        "of itself": around("a: {extends: a, script: [docker build .]}\n", "b: {extends: a}\n"),
        "lines": numbered("a:\n  script:\n", "  - docker build -t a{n} .\n"),
    },
    "bake": {
        "targets": numbered("", 'target "a{n}" {}\n'),
        "chain": numbered('target "a0" {}\n', 'target "a{n}" {\n inherits = ["a{m}"]\n}\n'),
        "inherits twice": numbered('target "a0" {}\n', 'target "a{n}" {\n inherits = ["a{m}", "a{m}"]\n}\n'),
        "variables": numbered(
            'variable "a0" { default = "b" }\n', 'variable "a{n}" {\n default = "${a{m}}${a{m}}"\n}\n'
        ),
        "functions": numbered("", 'function "f{n}" {\n params = []\n result = "a"\n}\n'),
        "matrix": lambda size: (
            'target "a" {\n name = "a-${b}-${c}"\n matrix = {\n  b = ['
            + '"x",' * (size // 8)
            + '"y"]\n  c = ['
            + '"x",' * (size // 8)
            + '"y"]\n }\n}\n'
        ),
    },
}
