import assert from "node:assert/strict";
import { test } from "node:test";
import { annotated, drawnDifference } from "../demo/draw.mjs";
import { difference, editsByUri, withEdits } from "../demo/text.mjs";

const plain = (_, text) => text;
const range = (line, from, to, lastLine = line) => ({ start: { line, character: from }, end: { line: lastLine, character: to } });

test("a squiggle is drawn under what it covers, with its message and the related steps", () => {
  const related = { location: { range: range(1, 0, 10) }, message: "rerun by any edit" };
  const diagnostic = { range: range(0, 5, 6), severity: 2, code: "a-rule", message: "a message", relatedInformation: [related] };

  assert.deepEqual(annotated("COPY . .\nRUN npm ci\n", [diagnostic], plain), [
    "  1 │ COPY . .",
    "    │      ~ warning a-rule: a message",
    "    │      └ line 2: rerun by any edit",
    "  2 │ RUN npm ci",
  ]);
});

test("a squiggle over several lines is drawn under each", () => {
  assert.deepEqual(annotated("RUN a \\\n  b\nRUN c", [{ range: range(0, 0, 3, 1), message: "m" }], plain), [
    "  1 │ RUN a \\",
    "    │ ~~~~~~~",
    "  2 │   b",
    "    │   ~ error: m",
    "  3 │ RUN c",
  ]);
});

test("edits are made from the last to the first, insertions at one place in their order", () => {
  const edits = [
    { range: range(0, 0, 4), newText: "ADD" },
    { range: range(1, 0, 0), newText: "one\n" },
    { range: range(1, 0, 0), newText: "two\n" },
  ];

  assert.equal(withEdits("COPY\r\nRUN\n", edits), "ADD\r\none\ntwo\nRUN\n");
});

test("edits come from either form of a workspace edit", () => {
  const edits = [{ range: range(0, 0, 0), newText: "x" }];

  assert.deepEqual([...editsByUri({ changes: { a: edits } })], [["a", edits]]);
  assert.deepEqual([...editsByUri({ documentChanges: [{ kind: "create", uri: "b" }, { textDocument: { uri: "a" }, edits }] })], [["a", edits]]);
});

test("a difference keeps the lines that both texts have", () => {
  const lines = difference("FROM x\nCOPY . .\nRUN i\n", "FROM x\nCOPY a ./\nRUN i\nCOPY . .\n");

  assert.deepEqual(drawnDifference(lines, plain), ["    FROM x", "  - COPY . .", "  + COPY a ./", "    RUN i", "  + COPY . ."]);
});
