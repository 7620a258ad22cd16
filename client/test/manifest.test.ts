import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";

interface Setting {
  readonly scope?: string;
  readonly default?: unknown;
  readonly markdownDescription?: string;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as {
  version: string;
  engines: { vscode: string };
  devDependencies: Record<string, string>;
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: Record<string, Setting> } };
};
const settings = manifest.contributes.configuration.properties;

test("the extension and the Python package have one version", () => {
  const version = /__version__ = "(.+)"/.exec(readFileSync("server/layerwise/__init__.py", "utf8"))?.[1];

  assert.equal(manifest.version, version);
});

test("the types are those of the oldest VS Code that is claimed", () => {
  assert.equal(manifest.engines.vscode, `^${manifest.devDependencies["@types/vscode"]}`);
});

test("each setting has a scope, a default and a description", () => {
  for (const [name, { scope, default: value, markdownDescription }] of Object.entries(settings)) {
    assert.ok(scope && value !== undefined && markdownDescription, name);
  }
});

test("no workspace chooses the interpreter until it is trusted", () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;

  assert.equal(supported, "limited");
  assert.deepEqual(restrictedConfigurations, ["layerwise.interpreter"]);
  assert.equal(settings["layerwise.interpreter"]?.scope, "machine-overridable");
});

test("the packaged extension holds what it runs on and nothing else", () => {
  const { stdout } = spawnSync(process.execPath, ["node_modules/@vscode/vsce/vsce", "ls", "--no-dependencies"], { encoding: "utf8" });
  const files = stdout.trim().split("\n");
  const single = ["package.json", "README.md", "CHANGELOG.md", "LICENSE", "client/icon.png", "dist/extension.js", "server/layerwise_server.py"];
  const allowed = /^(server\/layerwise\/.*\.(py|json|typed)|bundled\/libs\/.*|docs\/(images|rules)\/.*)$/;

  assert.deepEqual(files.filter((file) => !single.includes(file) && !allowed.test(file)), []);
  assert.deepEqual(files.filter((file) => /\.(pyc|so|pyd|dylib)$/.test(file)), []);
  assert.ok(files.includes("dist/extension.js") && files.includes("server/layerwise_server.py"));
  assert.ok(files.some((file) => file.startsWith("bundled/libs/pygls/")));
});

test("lock files name no host from which packages come", () => {
  const locks = ["package-lock.json", "requirements/bundle.txt", "requirements/test.txt", "requirements/oracle.txt"];

  for (const lock of locks) {
    assert.doesNotMatch(readFileSync(lock, "utf8"), /"resolved": "http|--index-url|--find-links/, lock);
  }
});
