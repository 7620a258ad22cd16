import assert from "node:assert/strict";
import { test } from "node:test";
import { HEARD, TOLD } from "../src/documents";

test("versions of files and logs, which nobody edits, are never heard of", () => {
  const schemes = new Set([...HEARD, ...TOLD].map(({ scheme }) => scheme));

  assert.deepEqual([...schemes].sort(), ["file", "untitled", "vscode-vfs"]);
});

test("every file that builds depend on as it stands in the editor is heard of", () => {
  const named = HEARD.flatMap(({ pattern }) => pattern ?? []);
  const names = [".dockerignore", "api.Dockerfile.dockerignore", "layerwise.toml", ".layerwise.toml", "pyproject.toml", "compose.yaml", "docker-compose.override.yml"];

  assert.deepEqual(names.filter((name) => !named.some((pattern) => fits(name, pattern))), []);
  assert.ok(!named.some((pattern) => fits("values.yaml", pattern)));
});

/** Whether the editor's pattern is for a file of this name. */
function fits(name: string, pattern: string): boolean {
  const words: Record<string, string> = { "**/": "", "*": "[^/]*", "{": "(?:", "}": ")", ",": "|", ".": "\\." };
  return new RegExp(`^${pattern.replace(/\*\*\/|[*{},.]/g, (word) => words[word] ?? word)}$`).test(name);
}
