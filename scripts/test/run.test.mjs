// What can go wrong gets one clear line and exit code 1.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runInNewContext } from "node:vm";
import { findPython } from "../setup/python.mjs";
import { downloadProblem, ROOT } from "../setup/shell.mjs";

let bare;
let python;
before(async () => {
  // The scripts alone, with nothing set up.
  bare = mkdtempSync(join(tmpdir(), "layerwise-scripts-"));
  for (const part of ["scripts", "requirements", "package.json"]) {
    cpSync(join(ROOT, part), join(bare, part), { recursive: true });
  }
  ({ executable: python } = await findPython());
});
after(() => rmSync(bare, { recursive: true, force: true }));

/** Runs `npm start` where PATH holds these programs alone. */
function start(programs, env = {}) {
  const bin = mkdtempSync(join(bare, "bin-"));
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(bin, name), script);
    chmodSync(join(bin, name), 0o755);
  }
  const { status, stderr } = spawnSync(process.execPath, [join(bare, "scripts", "run.js"), "start"], {
    env: { ...process.env, PATH: bin, ...env },
    encoding: "utf8",
  });
  return { status, line: stderr.trimEnd() };
}

const unix = { skip: process.platform === "win32" };

test("no Python", unix, () => {
  assert.deepEqual(start({}), {
    status: 1,
    line: "layerwise: needs Python 3.10 or newer, and none is on PATH: get one from your package manager or python.org",
  });
});

test("a Python that is too old", unix, () => {
  const { status, line } = start({ python3: "#!/bin/sh\necho 3.8.10\necho /opt/old/python3\n" });

  assert.equal(status, 1);
  assert.match(line, /^layerwise: needs Python 3\.10 or newer, and \/opt\/old\/python3 is 3\.8\.10: .*$/);
});

test("a Python without pip and without ensurepip", unix, () => {
  const { status, line } = start({ python3: '#!/bin/sh\n[ "$1" = -c ] || exit 1\necho 3.11.2\necho "$0"\n' });

  assert.equal(status, 1);
  assert.match(line, /^layerwise: .* has neither pip nor ensurepip: .*install.*$/);
});

test("no network", unix, () => {
  const { status, line } = start({ python3: `#!/bin/sh\nexec ${python} "$@"\n` }, { ...NO_NETWORK, PIP_CONFIG_FILE: "/dev/null" });

  assert.equal(status, 1);
  assert.match(line, /^layerwise: cannot download the server's Python libraries: is there a network\? \(details in .*setup\.log\)$/);
});

const NO_NETWORK = { PIP_INDEX_URL: "http://127.0.0.1:9/simple", PIP_FIND_LINKS: "", PIP_EXTRA_INDEX_URL: "", PIP_RETRIES: "0", PIP_NO_CACHE_DIR: "1" };

test("a folder that may not be written to", unix, () => {
  const error = Object.assign(new Error(), { code: "EROFS", path: "/clone/.cache" });
  const said = [];
  const loaded = {};
  const source = readFileSync(join(bare, "scripts", "command.js"), "utf8").replace("import(`./${name}.mjs`)", "imported()");
  const context = { exports: loaded, process: {}, console: { error: (line) => said.push(line) }, imported: () => Promise.reject(error) };
  runInNewContext(source, context);

  return loaded.run("start", []).then(() => {
    assert.deepEqual(said, ["layerwise: cannot write /clone/.cache: clone Layerwise into a folder that you may write to"]);
    assert.equal(context.process.exitCode, 1);
  });
});

test("an old Node, on which the entry script still parses", () => {
  const source = readFileSync(join(ROOT, "scripts", "run.js"), "utf8").replace(/^\/\/.*$/gm, "");
  const said = [];
  const process = { versions: { node: "8.17.0" }, version: "v8.17.0", execPath: "/usr/bin/node", exit: () => { throw new Error("exit"); } };

  assert.doesNotMatch(source, /\b(const|let|async|await|import)\b|=>|`/);
  assert.throws(() => runInNewContext(source, { process, console: { error: (line) => said.push(line) } }), /exit/);
  assert.match(said[0], /^layerwise: needs Node 20 or newer, and this is v8\.17\.0/);
});

test("an unknown argument", () => {
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts", "run.js"), "start", "--port", "80"], { encoding: "utf8" });

  assert.equal(status, 1);
  assert.equal(stderr, "layerwise: usage: npm start [-- PATH | -- --editor]\n");
});

test("what a download said is told in its last words", () => {
  assert.match(downloadProblem("the tools", "x\nERROR: hashes do not match\n").message, /^cannot install the tools: ERROR: hashes do not match/);
  assert.match(downloadProblem("the tools", "npm error code ENOTFOUND\n").message, /^cannot download the tools: is there a network/);
});
