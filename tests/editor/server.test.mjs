// The server's life as a user sees it: restarted, given another Python, killed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { sharedEditor } from "./editor.mjs";

let editor;
before(async () => {
  editor = await sharedEditor();
});

test("after the command 'restart' the squiggle is there again", async () => {
  await editor.inFolder("flask", {}, async (page) => {
    await page.squiggle();
    await page.command("Layerwise: Restart Server");
    await page.noSquiggle();
    await page.squiggle();
  });
});

test("another interpreter in the settings restarts the server with it; one that is not there is named, with buttons that help", async () => {
  const missing = JSON.stringify({ "layerwise.interpreter": "/no/such/python3" });
  await editor.inFolder("flask", { ".vscode/settings.json": missing }, async (page) => {
    const toast = await page.toast();
    assert.match(toast, /\/no\/such\/python3 cannot be started/);
    assert.match(toast, /Select interpreter/);
    assert.match(toast, /Show log/);
    assert.match((await page.status("Layerwise does not run")).join("\n"), /the log says why Show Log/);
    await page.picture("server-missing");
    await page.page.keyboard.press("Escape");
    await page.closeToasts();
    const [own, mark] = [join(page.folder, "own-python"), join(page.folder, "used")];
    writeFileSync(own, `#!/bin/sh\ntouch '${mark}'\nexec python3 "$@"\n`, { mode: 0o755 });
    page.writes(".vscode/settings.json", JSON.stringify({ "layerwise.interpreter": own }));
    await page.squiggleAgain();
    assert.ok(existsSync(mark));
    assert.equal(await page.toasts(), 0);
  });
});

test("a server that is killed comes back, which is said once", async () => {
  await editor.inFolder("flask", {}, async (page) => {
    await page.squiggle();
    const kill = () => process.kill(editor.serverProcesses().at(-1), "SIGKILL");
    kill();
    assert.match(await page.toast("started again"), /The Layerwise server was killed, and is started again/);
    await page.squiggleAgain();
    await page.picture("server-killed");
    await page.closeToasts();
    const first = editor.serverProcesses().at(-1);
    kill();
    while (editor.serverProcesses().at(-1) === first || editor.serverProcesses().length === 0) {
      await page.page.waitForTimeout(100);
    }
    await page.squiggleAgain();
    await page.command("Layerwise: Fix All Safe Findings in This Dockerfile");
    await page.noSquiggle();
    assert.equal(await page.toasts(), 0);
  });
});

test("a server that is switched off is gone, with what it said", async () => {
  await editor.inFolder("flask", { ".vscode/settings.json": "{}" }, async (page) => {
    await page.squiggle();
    const [running] = editor.serverProcesses().slice(-1);
    page.writes(".vscode/settings.json", JSON.stringify({ "layerwise.enable": false }));
    await page.noSquiggle();
    assert.match((await page.status("Layerwise is off")).join("\n"), /setting layerwise\.enable/);
    const alive = () => execFileSync("ps", ["-eo", "pid="], { encoding: "utf8" }).split("\n").some((line) => Number(line) === running);
    for (let attempt = 0; attempt < 50 && alive(); attempt++) {
      await page.page.waitForTimeout(100);
    }
    assert.ok(!alive());
  });
});
