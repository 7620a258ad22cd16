// build/package: what the suite `package` builds, checks and installs with, and the wheels that it installs from.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./modules.mjs";
import { findPip, findPython, noPip, pipEnvironment, pythonOf } from "./python.mjs";
import { downloadProblem, ROOT, say, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const HOME = join(ROOT, "build", "package");
const WHEELS = join(HOME, "wheels");
const TOOLS = "requirements/package.txt";
const BACKEND = "requirements/package-backend.txt";
const BUNDLE = "requirements/bundle.txt";
// Microsoft's own package about SARIF, for the schema that it brings.
const SARIF = "@microsoft/jest-sarif@1.0.0-beta.0";
const HASHED = ["--retries", "2", "--require-hashes"];
// Wheels that every Python at hand takes.
const UNIVERSAL = "--platform any --implementation py --abi none --python-version 3.10 --only-binary=:all: --no-deps".split(" ");

/** Downloads all that the suite needs, so that it runs without a network. */
export async function installPackaging() {
  const python = await findPython();
  const hash = hashOf([TOOLS, BACKEND, BUNDLE, "scripts/setup/packaging.mjs"], ROOT, python.executable, python.version);
  await onceFor("packaging", hash, "build/package/wheels", async () => {
    say("Downloading the tools of the suite package into build/package");
    rmSync(HOME, { recursive: true, force: true });
    mkdirSync(HOME, { recursive: true });
    const pip = await findPip(python);
    if (!pip) {
      throw noPip(python);
    }
    await tools(python, pip);
    await wheels(pip);
    await schema();
  });
}

async function tools(python, [command, ...args]) {
  const venv = join(HOME, "tools");
  await must("environment of the packaging tools made", python.executable, ["-m", "venv", "--without-pip", venv]);
  const install = [...args, "--python", pythonOf(venv), "install", ...HASHED, "-r", TOOLS];
  await must("build, twine, pipx, uv, pre-commit and Dask downloaded", command, install);
}

async function wheels([command, ...args]) {
  for (const lock of [BACKEND, BUNDLE]) {
    await must(`wheels of ${lock} downloaded`, command, [...args, "download", ...HASHED, ...UNIVERSAL, "--dest", WHEELS, "-r", lock]);
  }
}

async function schema() {
  const home = join(HOME, "sarif");
  mkdirSync(home);
  writeFileSync(join(home, "package.json"), '{"private": true}\n');
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"];
  const { code, output } = await npm("the schema of SARIF downloaded", ["install", SARIF, ...options], { cwd: home });
  if (code !== 0) {
    throw downloadProblem("the schema of SARIF", output);
  }
}

async function must(title, command, args) {
  const { code, output } = await step(title, command, args, { env: pipEnvironment() });
  if (code !== 0) {
    throw downloadProblem("what the suite package needs", output);
  }
}
