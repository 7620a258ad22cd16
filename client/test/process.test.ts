import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { endOf, startServer } from "../src/process";

test("each exit code of the entry script is explained", () => {
  const script = readFileSync("server/layerwise_server.py", "utf8");
  const code = (name: string): number => Number(new RegExp(`^${name} = (\\d+)$`, "m").exec(script)?.[1]);

  assert.match(endOf(code("TOO_OLD"), "/old/python3").reason, /3\.10 or newer, and \/old\/python3 is older/);
  assert.match(endOf(code("NO_LIBRARIES"), "/usr/bin/python3").reason, /libraries are missing/);
});

test("after a Python that is too old another is tried, after other trouble none", () => {
  assert.equal(endOf(70, "python3").tryAnother, true);
  assert.equal(endOf(127, "/home/me/.pyenv/shims/python3").tryAnother, true);
  assert.equal(endOf(1, "python3").tryAnother, false);
});

test("a command that is not there ends with a reason", async () => {
  const { ended } = await startServer({ command: "/no/such/python", args: [] }, tmpdir());

  assert.match((await ended).reason, /^\/no\/such\/python cannot be started/);
});

test("the server is started isolated, away from the folder that is open", { skip: process.platform === "win32" }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "layerwise-"));
  try {
    const fake = join(folder, "python");
    mkdirSync(join(folder, "extension"));
    writeFileSync(fake, '#!/bin/sh\necho "$PWD $*"\nexit 70\n', { mode: 0o755 });
    const { child, ended } = await startServer({ command: fake, args: ["-3"] }, join(folder, "extension"));
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
    await ended;
    await new Promise((resolve) => (child.stdout.readableEnded ? resolve(undefined) : child.stdout.once("end", resolve)));

    assert.equal(said, `${folder}/extension -3 -I -X utf8 ${folder}/extension/server/layerwise_server.py\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
