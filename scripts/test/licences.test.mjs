// Whatever is shipped comes with its licence.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { main as makePackage } from "../package.mjs";
import { findPython } from "../setup/python.mjs";
import { ROOT, run } from "../setup/shell.mjs";

let shipped;
before(async () => {
  await makePackage();
  const { executable } = await findPython();
  const { output } = await run(executable, ["-m", "zipfile", "-l", "layerwise.vsix"]);
  shipped = output.split("\n").map((line) => line.replace(/ +\d{4}-\d\d-\d\d .*/, ""));
});

test("of the bundled JavaScript", () => {
  const text = readFileSync(join(ROOT, "dist", "LICENSES.txt"), "utf8");
  const named = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \((.+)\)$/gm)].map(([, name]) => name);

  assert.ok(shipped.includes("extension/dist/LICENSES.txt"));
  assert.ok(named.includes("vscode-languageclient") && named.includes("vscode-jsonrpc"), named.join());
  assert.equal(text.split("=".repeat(80)).filter((part) => /permission|licen[cs]e/i.test(part)).length, named.length);
});

test("of the bundled Python libraries", () => {
  const libraries = readdirSync(join(ROOT, "bundled", "libs")).filter((name) => name.endsWith(".dist-info"));

  assert.ok(libraries.length > 5);
  for (const library of libraries) {
    const own = shipped.filter((name) => name.startsWith(`extension/bundled/libs/${library}/`));
    const told = readFileSync(join(ROOT, "bundled", "libs", library, "METADATA"), "utf8");
    assert.ok(own.some((name) => /licen[cs]e|copying/i.test(name)) || /^License(-Expression)?: \S/m.test(told), library);
  }
});

test("our own, and nothing that only the repository has a use for", () => {
  assert.ok(shipped.includes("extension/LICENSE.txt"));
  for (const name of ["Dockerfile", ".dockerignore", "action.yml", "MANIFEST.in", ".pre-commit-hooks.yaml"]) {
    assert.ok(existsSync(join(ROOT, name)), name);
    assert.ok(!shipped.includes(`extension/${name}`), name);
  }
  assert.deepEqual(shipped.filter((name) => /^extension\/(action|templates|tests|examples|requirements|scripts)\//.test(name)), []);
});
