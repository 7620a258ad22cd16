import assert from "node:assert/strict";
import { test } from "node:test";
import { type Phase, type Row, rowsOf, type State } from "../src/status";

const RUNNING: Phase = { kind: "running" };
const STATE: State = {
  context: "api",
  origin: "compose.yaml, service api",
  saidUri: "file:///p/compose.yaml",
  saidLine: 3,
  findings: 2,
  fixable: 1,
  history: "partial",
  commits: 200,
  builds: 1,
  notes: [],
};

function rows(more: Partial<State>): Map<string, Row> {
  return new Map(rowsOf(RUNNING, { ...STATE, ...more }).map((row) => [row.id, row]));
}

test("a running server tells the context, the findings and the history of a document", () => {
  const told = rowsOf(RUNNING, STATE).map(({ text, detail, link }) => [text, detail, link?.title]);

  assert.deepEqual(told, [
    ["Context: api", "compose.yaml, service api", "Show"],
    ["2 findings", "1 with a safe fix", "Fix"],
    ["History", "the last 200 commits", "Show Plan"],
  ]);
});

test("among several builds one can be chosen, and what is to be known of them is told", () => {
  const row = rows({ builds: 3, notes: ["2 other builds left out by choice"] }).get("context");

  assert.equal(row?.link?.command, "layerwise.chooseContext");
  assert.equal(row?.detail, "compose.yaml, service api; 2 other builds left out by choice");
});

test("a context that nobody named has no line to lead to", () => {
  assert.equal(rows({ saidUri: null, saidLine: null }).get("context")?.link, undefined);
});

test("what has no fix leads to the problems, and what is well to nothing", () => {
  assert.deepEqual(rows({ findings: 1, fixable: 0 }).get("findings")?.link?.command, "workbench.actions.view.problems");
  assert.deepEqual([rows({ findings: 0 }).get("findings")?.text, rows({ findings: 0 }).get("findings")?.link], ["No findings", undefined]);
});

test("the history says how much of it is known, and why it is not", () => {
  const said = (history: State["history"], commits = 0): string | undefined => {
    const row = rows({ history, commits }).get("history");
    return `${row?.text}: ${row?.detail}`;
  };

  assert.equal(said("whole", 12), "History: all 12 commits");
  assert.equal(said("whole", 1), "History: 1 commit");
  assert.equal(said("none"), "No history: no git repository around the context");
  assert.equal(said("off"), "No history: the workspace is not trusted");
  assert.equal(rows({ history: "reading" }).get("history")?.isBusy, true);
});

test("without a state the server alone is told of, and only if it does not simply run", () => {
  const kinds: Phase[] = [{ kind: "asleep" }, { kind: "off" }, { kind: "starting" }, { kind: "failed", reason: "no Python" }, RUNNING];
  const told = kinds.map((phase) => rowsOf(phase, undefined).map(({ text, isBusy, isError }) => [text, isBusy === true, isError === true]));

  assert.deepEqual(told, [[], [["Layerwise is off", false, false]], [["Layerwise", true, false]], [["Layerwise does not run", false, true]], []]);
});

test("why the server does not run stands in the log: the status is one line", () => {
  const [row] = rowsOf({ kind: "failed", reason: "/usr/local/lib/some/where/bin/python3 cannot be started: spawn ENOENT" }, undefined);

  assert.deepEqual([row?.detail, row?.link?.command], ["the log says why", "layerwise.showLog"]);
});
