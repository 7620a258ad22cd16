import assert from "node:assert/strict";
import { test } from "node:test";
import { type Facts, reportOf } from "../src/reporttext";

const FACTS: Facts = {
  extension: "0.1.0",
  editor: "Visual Studio Code 1.100.3",
  system: "linux x64 6.1",
  remote: "",
  isTrusted: false,
  folders: 2,
  server: "running",
  interpreter: "/usr/bin/python3 (found on this machine)",
  document: "api/Dockerfile, dockerfile, 12 lines",
  builds: ["compose.yaml, service a|b, context api"],
  settings: { "layerwise.debounce": 20 },
  log: ["Starting with /usr/bin/python3", "```", "done"],
};

test("a report holds all that is known, each in its place", () => {
  const report = reportOf(FACTS);

  assert.match(report, /^# A problem with Layerwise\n/);
  assert.match(report, /\| Python \| \/usr\/bin\/python3 \(found on this machine\) \|/);
  assert.match(report, /\| Workspace \| 2 folders, not trusted \|/);
  assert.match(report, /\| Remote \| none \|/);
  assert.match(report, /^- compose\.yaml, service a\|b, context api$/m);
  assert.match(report, /"layerwise\.debounce": 20/);
});

test("a log that holds a fence does not end the block that it stands in", () => {
  assert.match(reportOf(FACTS), /^````text\nStarting with \/usr\/bin\/python3\n```\ndone\n````$/m);
});

test("a cell that holds a bar stays one cell", () => {
  assert.match(reportOf({ ...FACTS, document: "a|b" }), /\| Document \| a\\\|b \|/);
});

test("where no build is known the report says so", () => {
  assert.match(reportOf({ ...FACTS, builds: [] }), /None was found\./);
});
