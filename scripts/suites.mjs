// The suites of `npm test`: what stands in the way of each on this machine, and how it is run and counted.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { audit } from "./audit.mjs";
import { bundle } from "./build.mjs";
import { main as makePackage } from "./package.mjs";
import { codeServerObstacle, installCodeServer } from "./setup/codeserver.mjs";
import { installInstallers } from "./setup/installers.mjs";
import { installPackaging } from "./setup/packaging.mjs";
import { installOtherEditors } from "./setup/othereditors.mjs";
import { installPeer } from "./setup/peer.mjs";
import { onPath } from "./setup/python.mjs";
import { ROOT, run } from "./setup/shell.mjs";

const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"];

/** The Python tests that need nothing but Python. */
const ORDINARY = "not builder and not editor and not installers and not package and not other_editors";

/** Each suite's `obstacle` is null where it can run; `run` returns what passed, failed and was skipped and why. */
export const SUITES = [
  { name: "lint", obstacle: () => null, run: lint },
  { name: "types", obstacle: () => null, run: types },
  { name: "python", obstacle: () => null, run: ({ python, update }) => pytest(python, ["-n", "2", "-m", ORDINARY, ...update]) },
  { name: "builder", obstacle: obstacleIn("builder.daemon"), run: ({ python }) => pytest(python, ["-m", "builder", "tests/builder"]) },
  { name: "installers", obstacle: obstacleIn("installers.places"), run: installers },
  { name: "package", obstacle: obstacleIn("package.places"), run: packaged },
  { name: "audit", obstacle: () => null, run: audit },
  { name: "client", obstacle: () => null, run: client },
  { name: "editor", obstacle: editorObstacle, run: editor },
  { name: "other-editors", obstacle: obstacleIn("other_editors.places"), run: otherEditors },
];

function lint({ python }) {
  return checks([
    [python, "-m", "ruff", "check"],
    [python, "-m", "ruff", "format", "--check"],
  ]);
}

function types({ python }) {
  return checks([
    [python, "-m", "mypy"],
    [process.execPath, join("node_modules", "typescript", "bin", "tsc"), "-p", "."],
  ]);
}

/** Programs that say nothing, or nothing of weight, where all is well. */
async function checks(commands) {
  let passed = 0;
  for (const [command, ...args] of commands) {
    const { code, output } = await run(command, args);
    if (code === 0) {
      passed++;
    } else {
      process.stdout.write(output);
    }
  }
  return { passed, failed: commands.length - passed, skipped: 0, reasons: [] };
}

async function pytest(python, args) {
  const { code, output } = await run(python, ["-m", "pytest", ...args], { show: true });
  const summary = output.trimEnd().split("\n").at(-1);
  const count = (...outcomes) =>
    [...summary.matchAll(/(\d+) (\w+)/g)].filter(([, , outcome]) => outcomes.includes(outcome)).reduce((sum, [, number]) => sum + Number(number), 0);
  const reasons = [...output.matchAll(/^(?:SKIPPED|XFAIL) .*$/gm)].map(([line]) => line);
  return settled(code, count("passed"), count("failed", "error", "errors"), count("skipped", "xfailed"), reasons);
}

async function installers({ python }) {
  await installInstallers();
  return pytest(python, ["-m", "installers", "tests/installers", "tests/test_commands_oracle.py"]);
}

async function packaged({ python }) {
  await installPackaging();
  return pytest(python, ["-n", "2", "-m", "package", "tests/package"]);
}

async function otherEditors({ python }) {
  await installOtherEditors();
  return pytest(python, ["-n", "2", "-m", "other_editors", "tests/other_editors"]);
}

async function client() {
  const tests = readdirSync(join(ROOT, "client", "test")).filter((name) => name.endsWith(".test.ts"));
  await bundle(tests.map((name) => `client/test/${name}`), "build/client");
  const scripts = readdirSync(join(ROOT, "scripts", "test")).filter((name) => name.endsWith(".test.mjs"));
  await makePackage();
  return nodeTests([...tests.map((name) => `build/client/${name.replace(/ts$/, "js")}`), ...scripts.map((name) => `scripts/test/${name}`)]);
}

async function editor() {
  await makePackage();
  await installCodeServer();
  await installPeer();
  return nodeTests(["tests/editor/suite.mjs"]);
}

async function nodeTests(files) {
  const { code, output } = await run(process.execPath, ["--test", "--test-reporter=spec", ...files], { show: true });
  const count = (outcome) => Number(new RegExp(`^ℹ ${outcome} (\\d+)$`, "m").exec(output)?.[1] ?? 0);
  const reasons = [...output.matchAll(/^\s*﹣ (.*# .*)$/gm)].map(([, line]) => line);
  return settled(code, count("pass"), count("fail") + count("cancelled"), count("skipped") + count("todo"), reasons);
}

/** A program that ended badly without a failed test has failed all the same. */
function settled(code, passed, failed, skipped, reasons) {
  return { passed, failed: code === 0 ? failed : Math.max(failed, 1), skipped, reasons };
}

/** Tests of the outside world know what they need: their `why_not` says what, and which packages have it. */
function obstacleIn(module) {
  const ask = `import sys; sys.path[:0] = ['tests', 'server']; from ${module} import why_not; print(why_not() or '')`;
  return async ({ python }) => {
    const { code, output } = await run(python, ["-c", ask]);
    if (code !== 0) {
      return null; // broken, not absent: the suite is to run and fail
    }
    const [because, remedy] = output.trim().split(/: (.*)/);
    return because ? { because, remedy } : null;
  };
}

function editorObstacle() {
  if (!CHROMIUM.some((name) => onPath(name).length > 0)) {
    return { because: "no chromium", remedy: "install chromium, fonts-dejavu-core" };
  }
  return codeServerObstacle();
}
