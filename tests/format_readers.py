"""Readers of the output formats, each as its consumers read it: paths, rules and lines of the findings."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from urllib.parse import unquote

_COMMAND = re.compile(
    r"::(error|warning|notice) ((?:\w+=[^,:\n]*)(?:,\w+=[^,:\n]*)*)::([^\n]*)\n"
)  # "Workflow commands for GitHub Actions"


def _json(output: str) -> set[tuple[str, str, int]]:
    files = json.loads(output)["files"]
    return {(file["path"], one["rule"], one["start"]["line"]) for file in files for one in file["findings"]}


def _jsonl(output: str) -> set[tuple[str, str, int]]:
    return _json(json.dumps({"files": [json.loads(line) for line in output.splitlines()]}))


def _sarif(output: str) -> set[tuple[str, str, int]]:
    found = set()
    for one in json.loads(output)["runs"][0]["results"]:
        place = one["locations"][0]["physicalLocation"]
        found.add((unquote(place["artifactLocation"]["uri"]), one["ruleId"], place["region"]["startLine"]))
    return found


def _github(output: str) -> set[tuple[str, str, int]]:
    assert "".join(match[0] for match in _COMMAND.finditer(output)) == output
    found = set()
    for match in _COMMAND.finditer(output):
        given = dict(one.split("=", 1) for one in match[2].split(","))
        found.add((_unescaped(given["file"]), given.get("title", ""), int(given.get("line", 0))))
    return found


def _unescaped(text: str) -> str:
    for code, letter in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, letter)
    return text


def _gitlab(output: str) -> set[tuple[str, str, int]]:
    issues = json.loads(output)
    for one in issues:
        assert one["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert one["description"]
    assert len({one["fingerprint"] for one in issues}) == len(issues)
    return {(one["location"]["path"], one["check_name"], one["location"]["lines"]["begin"]) for one in issues}


def _junit(output: str) -> set[tuple[str, str, int]]:
    root = ET.fromstring(output)  # noqa: S314 - our own output
    cases = [(suite, case) for suite in root.iter("testsuite") for case in suite.iter("testcase")]
    assert int(root.attrib["tests"]) == len(cases)
    assert int(root.attrib["failures"]) == len(list(root.iter("failure")))
    assert int(root.attrib["errors"]) == len(list(root.iter("error")))
    found = set()
    for suite, case in cases:
        rule, _, place = case.attrib["name"].partition(" at ")
        if place:
            found.add((suite.attrib["name"], rule, int(place.partition(":")[0])))
    return found


def _markdown(output: str) -> set[tuple[str, str, int]]:
    found = set()
    for part in output.split("\n#### ")[1:]:
        path = part.partition("\n")[0].strip("` ")
        rows = re.findall(r"^\| (\d+) \| .*\[([a-z-]+)\]\(https://", part, re.MULTILINE)
        found |= {(path, rule, int(line)) for line, rule in rows}
    return found


def _text(output: str) -> set[tuple[str, str, int]]:
    rows = re.findall(r"^(\S.*?):(\d+):\d+: \w+: .* \[([a-z-]+)\]$", output, re.MULTILINE)
    return {(path, rule, int(line)) for path, line, rule in rows}


READERS: Mapping[str, Callable[[str], set[tuple[str, str, int]]]] = {
    "github": _github,
    "gitlab": _gitlab,
    "json": _json,
    "jsonl": _jsonl,
    "junit": _junit,
    "markdown": _markdown,
    "sarif": _sarif,
    "text": _text,
}
