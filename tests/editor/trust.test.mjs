// A workspace whose user has not said that it can be trusted: read, and nothing else.
import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Editor } from "./editor.mjs";

const ASKS = { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" };

let editor;
before(async () => {
  editor = await Editor.start({ asksForTrust: true, settings: ASKS });
});
after(() => editor?.stop());

test("an untrusted workspace has findings, but no history and no Python of its own; trust brings both", async () => {
  const commits = ["app.py", "app.py"];
  const mark = join(editor.home, "started");
  const settings = JSON.stringify({ "layerwise.interpreter": join(editor.home, "evil-python") });
  writeFileSync(join(editor.home, "evil-python"), `#!/bin/sh\ntouch '${mark}'\nexec python3 "$@"\n`, { mode: 0o755 });
  await editor.inFolder(
    "flask",
    { ".vscode/settings.json": settings },
    async (page) => {
      await page.squiggle();
      assert.match((await page.status("the workspace is not trusted")).join("\n"), /1 with a safe fix/);
      await page.picture("trust-limited");
      assert.ok(!existsSync(mark));
      await page.page.keyboard.press("Escape");
      await page.command("Workspaces: Manage Workspace Trust");
      await page.page.locator(".workspace-trust-editor a.monaco-button", { hasText: /^Trust/ }).first().click();
      await page.page.locator(".workspace-trust-editor", { hasText: "You trust this folder" }).waitFor();
      await page.page.locator(".tab", { hasText: "Dockerfile" }).click();
      await page.figures();
      assert.ok(existsSync(mark));
    },
    { commits, viewport: { width: 1000, height: 620 } },
  );
});

test("in an untrusted workspace no command that gets a Python is offered, and it is said why", async () => {
  await editor.inFolder("flask", {}, async (page) => {
    await page.squiggle();
    await page.command("Layerwise: Get Python");
    const toast = await page.toast("not trusted");
    assert.match(toast, /No command is run in a workspace that is not trusted/);
    assert.match(toast, /Manage workspace trust[^]*Open python\.org/);
    await page.picture("trust-get-python");
  });
});
