// A known vulnerability in what is shipped fails the audit; one in a tool and a silent index do not, and are told.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bundledIn, judgedNode, judgedPython } from "../audit.mjs";
import { ROOT } from "../setup/shell.mjs";

const BUNDLED = new Set(["semver"]);
const problem = (name) => ({ [name]: { name, severity: "high", via: [{ title: "it is slow" }, "minimatch"] } });

test("a vulnerability in a shipped Python library", () => {
  const told = judgedPython('{"dependencies": [{"name": "attrs", "version": "1", "vulns": [{"id": "X-1"}]}, {"name": "b", "version": "2", "vulns": []}]}');

  assert.deepEqual(told, { faults: ["attrs 1, which is shipped: X-1"], unknown: undefined, notes: [] });
});

test("libraries of which the index tells nothing are not called clean", () => {
  const told = judgedPython('WARNING: a\n{"dependencies": [{"name": "attrs", "skip_reason": "not found"}, {"name": "b", "version": "2", "vulns": []}]}\nNo known vulnerabilities found');

  assert.deepEqual(told.faults, []);
  assert.match(told.unknown, /nothing of attrs$/);
});

for (const output of ["", "Connection refused", "{}", '{"dependencies": []}', '{"error": {"code": "EAUDIT"}}', '{"message": "405", "error": {}}']) {
  test(`no answer: ${output || "nothing"}`, () => {
    for (const { faults, unknown } of [judgedPython(output), judgedNode(output, BUNDLED)]) {
      assert.deepEqual(faults, []);
      assert.match(unknown, /no audit service answers$/);
    }
  });
}

test("a vulnerability in a bundled package, and one in a tool", () => {
  const told = judgedNode(JSON.stringify({ vulnerabilities: { ...problem("semver"), ...problem("vsce") } }), BUNDLED);

  assert.deepEqual(told.faults, ["shipped: semver (high): it is slow; through minimatch"]);
  assert.deepEqual(told.notes, ["only a tool: vsce (high): it is slow; through minimatch"]);
  assert.equal(told.unknown, undefined);
});

test("nothing is known to be wrong", () => {
  assert.deepEqual(judgedNode('{"vulnerabilities": {}}', BUNDLED), { faults: [], unknown: undefined, notes: [] });
});

test("each lock file pins all by hash, and names no index", () => {
  for (const name of ["audit", "bundle", "test", "package", "package-backend", "oracle", "installers", "installers-packages", "other-editors"]) {
    const text = readFileSync(join(ROOT, "requirements", `${name}.txt`), "utf8");
    const pinned = text.split(/^(?=[\w-]+(?:\[.*\])?==)/m).slice(1);

    assert.ok(pinned.length > 0, name);
    assert.ok(pinned.every((one) => one.includes("--hash=sha256:")), name);
    assert.doesNotMatch(text, /^--(extra-)?index-url|https?:\/\//m, name);
  }
});

test("each package of the Node lock file has a checksum", () => {
  const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8"));
  const missing = Object.entries(packages).filter(([path, { integrity, link }]) => path && !link && !integrity);

  assert.ok(Object.keys(packages).length > 50);
  assert.deepEqual(missing, []);
});

test("the bundled packages are those whose licences are listed", () => {
  assert.deepEqual([...bundledIn("a 1.0.0 (MIT)\n\ntext\n\n@b/c 2.0.0-x (ISC)\n")], ["a", "@b/c"]);
});
