"""Edit sequences with wrong versions, places and orders: what is said in the end is what a fresh look says.

A line is a step: `open NAME VERSION TEXT`, `change NAME VERSION LINE CHARACTER LINE CHARACTER TEXT`, `close NAME`,
`save NAME` or `ask METHOD NAME LINE CHARACTER`. In a text `|` is a line end.
"""

from fuzz.conversation import (
    Message,
    Told,
    initialize,
    notification,
    request,
    spelt,
    talk,
    text_document,
    workspace,
)
from fuzz.target import text_of
from fuzz.targets.messages import check

SEEDS = (
    ("open Dockerfile 1 FROM node|WORKDIR /app|COPY . .|RUN npm ci|\nchange Dockerfile 2 0 0 1 0 FROM a|COPY . .|\nask hover Dockerfile 1 3\n"
    "change Dockerfile 1 -1 5 9 9 x\nclose Dockerfile\nopen Dockerfile 1 FROM b|COPY . /x|RUN pip install -r requirements.txt|"),
    ("change Dockerfile 3 0 0 0 0 y\nopen package.json 1 {}\nask codeAction Dockerfile 0 0\nopen Dockerfile -5 FROM c|ADD . .|RUN npm ci\n"
    "open Dockerfile 9 FROM d|\nask completion Dockerfile 99999999999 2\nsave package.json\nask diagnostic Dockerfile 0 0\nclose x"),
    ("open .dockerignore 1 *|!a|\nopen compose.yaml 1 services:|  a:|    build: .|\nask inlayHint Dockerfile 1 1\nopen layerwise.toml 1 ignore = [|"
    "change .dockerignore 2 0 0 0 0 node_modules|\nask codeLens compose.yaml 0 0\nclose .dockerignore"),
)  # fmt: skip
WORDS = (
    *("\nopen ", "\nchange ", "\nclose ", "\nsave ", "\nask hover ", "\nask codeAction ", "\nask completion ", "\nask diagnostic "),
    *("\nask inlayHint ", "\nask codeLens ", "Dockerfile ", "package.json ", "requirements.txt ", ".dockerignore ", "compose.yaml "),
    *("layerwise.toml ", "a/Dockerfile ", " 0 0 1 0 ", " -1 ", " 4294967295 ", "FROM a|", "COPY . .|", "RUN npm ci|", "|", "\r", "\U0001f600"),
)  # fmt: skip
_FINAL = "FROM node\nWORKDIR /app\nCOPY . /app\nRUN pip install -r requirements.txt\n"
_LANGUAGES = {"Dockerfile": "dockerfile", ".dockerignore": "ignore", "compose.yaml": "dockercompose"}


def run(data: bytes) -> None:
    """Send the steps, then a good text; a server that hears that text alone says the same of it."""
    root = workspace()
    steps = [line.split(" ", 3) for line in text_of(data).split("\n") if line]
    messages = [
        message for number, step in enumerate(steps[:40]) for message in _messages(step, root, number)
    ]
    uri = f"{root}/Dockerfile"
    last = [
        *(
            notification("textDocument/didClose", text_document(f"{root}/{name}"))
            for name in sorted(_names(steps))
        ),
        _opened(uri, "Dockerfile", 1, "FROM x\n"),
        _changed(uri, 2, [{"text": _FINAL}]),
        request("textDocument/diagnostic", text_document(uri), "final"),
    ]
    asked = [one["id"] for one in messages if "id" in one]
    told = talk(spelt([*initialize(root), *messages, *last]), [*asked, "final"])
    for record in told.errors:
        check(record)
    fresh = talk(spelt([*initialize(root), *last[-3:]]), ["final"])
    assert _said(told) == _said(fresh), "what is said is about other texts"


def _said(told: Told) -> list[object]:
    return [one["result"]["items"] for one in told.answers("final")]


def _names(steps: list[list[str]]) -> set[str]:
    return {step[1] for step in steps if len(step) > 1 and step[0] in ("open", "change")}


def _messages(step: list[str], root: str, number: int) -> list[Message]:
    kind, name, rest = (*step, "", "")[0], (*step, "", "")[1], (*step, "", "", "")[2:]
    uri = f"{root}/{name}"
    if kind == "open":
        return [_opened(uri, name, _number(rest[0]), rest[1].replace("|", "\n"))]
    if kind == "change":
        *places, text = (*rest[1].split(" ", 4), "", "", "", "", "")[:5]
        line, character, end_line, end_character = map(_number, places)
        start, end = {"line": line, "character": character}, {"line": end_line, "character": end_character}
        change: dict[str, object] = {"range": {"start": start, "end": end}, "text": text.replace("|", "\n")}
        return [_changed(uri, _number(rest[0]), [change])]
    if kind in ("close", "save"):
        return [notification(f"textDocument/did{kind.title()}", text_document(uri))]
    if kind == "ask":
        line, character = map(_number, (*rest[1].split(" "), "")[:2])
        place = {"line": line, "character": character}
        asked = {
            **text_document(f"{root}/{rest[0]}"),
            "position": place,
            "range": {"start": place, "end": place},
        }
        return [request(f"textDocument/{name}", {**asked, "context": {"diagnostics": []}}, f"step {number}")]
    return []


def _opened(uri: str, name: str, version: int, text: str) -> Message:
    language = _LANGUAGES.get(name.rpartition("/")[2], "plaintext")
    item = {"uri": uri, "languageId": language, "version": version, "text": text}
    return notification("textDocument/didOpen", {"textDocument": item})


def _changed(uri: str, version: int, changes: list[dict[str, object]]) -> Message:
    identifier = {"uri": uri, "version": version}
    return notification("textDocument/didChange", {"textDocument": identifier, "contentChanges": changes})


def _number(word: str) -> int:
    try:
        return int(word[:20])
    except ValueError:
        return 0
