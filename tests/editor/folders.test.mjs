// Several folders in one window, each with settings and files of its own.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { sharedEditor } from "./editor.mjs";

const DOCKERFILE = readFileSync(join(import.meta.dirname, "..", "..", "examples", "flask", "Dockerfile"), "utf8");
const PROJECT = { "requirements.txt": "flask\n", "app.py": "\n", "Dockerfile": DOCKERFILE };

let editor;
before(async () => {
  editor = await sharedEditor();
});

test("in a window with two folders each keeps to its own settings, and names its context from its own folder", async () => {
  const files = {
    ...Object.fromEntries(["one", "two/api"].flatMap((folder) => Object.entries(PROJECT).map(([name, text]) => [`${folder}/${name}`, text]))),
    "two/compose.yaml": "services:\n  api:\n    build: api\n",
    "one/.vscode/settings.json": JSON.stringify({ "layerwise.severity": { "source-before-install": "error" } }),
    "both.code-workspace": JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }),
  };
  await editor.inFolder(
    "flask",
    files,
    async (page) => {
      await page.squiggle("error");
      assert.match((await page.status("1 finding")).join("\n"), /Context: \. the Dockerfile's own directory/);
      await page.page.keyboard.press("Escape");
      await page.openFile("two/api/Dockerfile");
      await page.squiggle();
      assert.match((await page.status("service api")).join("\n"), /Context: api compose\.yaml, service api Show/);
      await page.picture("folders-two");
      await page.followStatus("Show");
      await page.cursorOn(3);
    },
    { file: "one/Dockerfile", workspace: "both.code-workspace" },
  );
});
