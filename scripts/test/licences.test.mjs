// Whatever is shipped comes with its licence.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { bundle } from "../build.mjs";
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

/** The names that a list of licences begins its parts with; each part has the text of one. */
function namesIn(list) {
  assert.ok(shipped.includes(`extension/dist/${list}`), list);
  const parts = readFileSync(join(ROOT, "dist", list), "utf8").split(`\n${"=".repeat(80)}\n\n`);
  for (const part of parts) {
    assert.match(part.split("\n").slice(1).join("\n"), /permission|redistribut|licen[cs]e/i);
  }
  return parts.map((part) => /^(\S+) \d+(?:\.\d+)*\S* \(.+\)$/m.exec(part)[1]);
}

test("of the bundled JavaScript: of each package that is in it", async () => {
  const inputs = await bundle(["client/src/extension.ts"], "build/licences");
  const packages = inputs.map((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(file)?.[1]).filter(Boolean);

  assert.ok(packages.includes("vscode-languageclient") && packages.includes("vscode-jsonrpc"), packages.join());
  assert.deepEqual(namesIn("LICENSES.txt").sort(), [...new Set(packages)].sort());
});

test("of the bundled Python: of each module that is in it", () => {
  const libs = join(ROOT, "bundled", "libs");
  const infos = readdirSync(libs).filter((name) => name.endsWith(".dist-info"));
  const owned = infos.flatMap((info) => readFileSync(join(libs, info, "RECORD"), "utf8").split("\n").map((line) => line.split(",")[0].split("/")[0]));
  const inside = "extension/bundled/libs/";
  const modules = shipped.filter((name) => name.startsWith(inside)).map((name) => name.slice(inside.length).split("/")[0]);
  const names = infos.map((info) => /^Name: (.*)$/m.exec(readFileSync(join(libs, info, "METADATA"), "utf8"))[1]);

  assert.ok(infos.length > 5);
  assert.deepEqual([...new Set(modules)].filter((name) => !owned.includes(name)), []);
  assert.deepEqual(namesIn("LICENSES-python.txt").sort(), names.sort());
});

test("of what a wheel brings along: each library is of a kind that its users may have", () => {
  const named = [...readFileSync(join(ROOT, "dist", "LICENSES-python.txt"), "utf8").matchAll(/^(\S+) \d+(?:\.\d+)*\S* \((.+)\)$/gm)];

  assert.deepEqual(named.filter(([, , kind]) => !/^(MIT|BSD|Apache|MPL-2.0|PSF-2.0|ISC)/.test(kind)).map(([line]) => line), []);
});

test("our own, and nothing that only the repository has a use for", () => {
  assert.ok(shipped.includes("extension/LICENSE.txt"));
  for (const name of ["Dockerfile", ".dockerignore", "action.yml", "MANIFEST.in", ".pre-commit-hooks.yaml"]) {
    assert.ok(existsSync(join(ROOT, name)), name);
    assert.ok(!shipped.includes(`extension/${name}`), name);
  }
  assert.deepEqual(shipped.filter((name) => /^extension\/(action|templates|tests|examples|requirements|scripts)\//.test(name)), []);
});
