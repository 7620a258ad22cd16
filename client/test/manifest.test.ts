import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
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
  activationEvents: string[];
  extensionKind: string[];
  capabilities: { untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] } };
  contributes: {
    commands: { command: string; category: string; title: string }[];
    configuration: { properties: Record<string, Setting> };
    menus: Record<string, { command: string }[]>;
    tomlValidation: { fileMatch: string[]; url: string }[];
    walkthroughs: { steps: { id: string; description: string; media: { image: string }; completionEvents: string[] }[] }[];
  };
};
const { commands } = manifest.contributes;
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

test("every command that is registered is contributed, and the other way round", () => {
  const sources = readdirSync("client/src").map((name) => readFileSync(`client/src/${name}`, "utf8"));
  const registered = sources.flatMap((text) => [...text.matchAll(/registerCommand\("([\w.]+)"/g)].map(([, name]) => name ?? ""));

  assert.deepEqual(commands.map(({ command }) => command).sort(), registered.sort());
  assert.ok(commands.every(({ category, title }) => category === "Layerwise" && title.length > 0));
});

test("menus, walkthrough and the language status name commands that there are", () => {
  const named = JSON.stringify([manifest.contributes.menus, manifest.contributes.walkthroughs]) + readFileSync("client/src/status.ts", "utf8");
  const ours = [...named.matchAll(/(?:command:|onCommand:|command": ?"|"command":"|command: ")(layerwise\.\w+)/g)].map(([, name]) => name);

  assert.ok(ours.length >= 8);
  assert.deepEqual(ours.filter((name) => !commands.some(({ command }) => command === name)), []);
});

test("the walkthrough's pictures are there, and each step can be done", () => {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  assert.ok(steps.length >= 3);
  assert.deepEqual(steps.filter(({ media }) => !existsSync(media.image)), []);
  assert.deepEqual(steps.filter(({ completionEvents }) => completionEvents.length === 0), []);
});

test("only pictures that somebody sees are packaged", () => {
  const texts = readFileSync("README.md", "utf8") + readFileSync("package.json", "utf8");

  assert.deepEqual(readdirSync("docs/images").filter((name) => !texts.includes(`docs/images/${name}`)), []);
});

test("no project is searched through to find out whether Layerwise is wanted", () => {
  const wanted = manifest.activationEvents.flatMap((event) => event.match(/^workspaceContains:(.*)/)?.[1] ?? []);

  assert.ok(wanted.length > 0);
  assert.deepEqual(wanted.filter((name) => /[*?{/]/.test(name)), []);
  assert.deepEqual(manifest.activationEvents.filter((event) => event === "*" || event.startsWith("onStartup")), []);
});

test("the extension runs where the files are", () => {
  assert.deepEqual(manifest.extensionKind, ["workspace"]);
});

test("editors of TOML find the schema of our settings", () => {
  const [{ fileMatch, url } = { fileMatch: [], url: "" }] = manifest.contributes.tomlValidation;

  assert.deepEqual(fileMatch, ["layerwise.toml", ".layerwise.toml"]);
  assert.ok(existsSync(url.replace(/^.*\/main\//, "")), url);
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
  const texts = ["README.md", "CHANGELOG.md", "LICENSE", "dist/LICENSES.txt", "dist/LICENSES-python.txt"];
  const single = [...texts, "package.json", "client/icon.png", "dist/extension.js", "server/layerwise_server.py"];
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
