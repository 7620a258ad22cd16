// What the extension says about itself: the language status, choices, pages about rules, reports.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { sharedEditor } from "./editor.mjs";

// Two builds of one Dockerfile: from the folder itself, and from the one with the packages, which has no lockfile.
const COMPOSE = `services:
  web:
    build: .
  worker:
    build:
      context: packages
      dockerfile: ../Dockerfile
`;

let editor;
before(async () => {
  editor = await sharedEditor();
});

test("the language status: context, findings and history, and a choice among builds that stays", async () => {
  const commits = ["packages/api/index.js", "packages/api/index.js"];
  await editor.inFolder(
    "workspace",
    { "compose.yaml": COMPOSE },
    async (page) => {
      await page.figures();
      const lines = await page.status("Choose (2)");
      assert.match(lines.join("\n"), /Context: \. .*compose\.yaml, service web/);
      assert.match(lines.join("\n"), /History all 2 commits Show Plan/);
      await page.picture("state-status");
      await page.followStatus("Choose (2)");
      const rows = await page.list();
      assert.match(rows, /All builds/);
      assert.match(rows, /compose\.yaml, service worker/);
      await page.picture("state-choose");
      await page.pick("service web");
      await page.squiggle();
      const chosen = (await page.status("1 other build left out by choice")).join("\n");
      assert.match(chosen, /2 findings 1 with a safe fix Fix/);
      await page.page.keyboard.press("Escape");
      await page.command("Layerwise: Restart Server");
      await page.status("1 other build left out by choice");
    },
    { commits, viewport: { width: 1000, height: 520 } },
  );
});

test("the rule at the cursor is explained by its page, another one by choice", async () => {
  await editor.inFolder(
    "flask",
    {},
    async (page) => {
      await page.squiggle();
      await page.openQuickFixes();
      await page.choose("Show the page about source-before-install");
      await page.preview("Dependencies are installed after source files");
      await page.picture("state-rule");
      await page.command("Layerwise: Explain a Rule");
      await page.list();
      await page.page.keyboard.type("stale");
      await page.picture("state-rules");
      await page.pick("stale-package-index");
      await page.preview("Packages are installed from an index that another layer holds");
    },
    { viewport: { width: 1000, height: 620 } },
  );
});

test("a report holds what is known, without the paths of the user's folders", async () => {
  await editor.inFolder(
    "flask",
    { ".vscode/settings.json": JSON.stringify({ "layerwise.debounce": 20 }) },
    async (page) => {
      await page.squiggle();
      await page.command("Layerwise: Report an Issue");
      await page.page.locator(".view-line", { hasText: "A problem with Layerwise" }).waitFor();
      const report = await page.text();
      assert.match(report, /\| Server \| running \|/);
      assert.match(report, /\| Python \| \S+python/);
      assert.match(report, /context \./);
      assert.match(report, /"layerwise\.debounce": 20/);
      assert.ok(!report.includes(page.folder), report);
      await page.picture("state-report");
    },
    { viewport: { width: 1000, height: 1100 } },
  );
});

test("the walkthrough shows what there is, with pictures", async () => {
  await editor.inFolder(
    "flask",
    {},
    async (page) => {
      await page.squiggle();
      await page.command("Welcome: Open Walkthrough...");
      await page.pick("Get Started with Layerwise");
      const steps = page.page.locator(".getting-started-step");
      await steps.first().waitFor();
      assert.equal(await steps.count(), 4);
      await page.picture("state-walkthrough");
    },
    { viewport: { width: 1200, height: 760 } },
  );
});
