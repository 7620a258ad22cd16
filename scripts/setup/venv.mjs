// .venv: the virtual environment of the tests and checks.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { findPip, noPip, pipEnvironment, pythonOf } from "./python.mjs";
import { downloadProblem, ROOT, run, say, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const VENV = join(ROOT, ".venv");
const LOCK = "requirements/test.txt";
const ORACLE_LOCK = "requirements/oracle.txt";

/** Makes the environment where needed; returns the path of its Python. */
export async function makeVenv(python) {
  const hash = hashOf([LOCK, ORACLE_LOCK], ROOT, python.executable, python.version);
  await onceFor("venv", hash, ".venv", async () => {
    rmSync(VENV, { recursive: true, force: true });
    const pip = await makeEmpty(python);
    const { code, output } = await install(pip, "test tools installed", LOCK);
    if (code !== 0) {
      throw downloadProblem("the test tools", output);
    }
    // Other parsers to compare ours with exist as wheels on some platforms only.
    const oracle = await install(pip, "parsers to compare with installed", ORACLE_LOCK, "--only-binary=:all:");
    if (oracle.code !== 0) {
      say("parsers to compare with left out: no wheels for this platform");
    }
  });
  return pythonOf(VENV);
}

/** Makes an environment without packages; returns a pip that installs into it. */
async function makeEmpty(python) {
  const { code } = await step("virtual environment made", python.executable, ["-m", "venv", VENV]);
  if (code === 0) {
    return [pythonOf(VENV), "-m", "pip"];
  }
  // Debian's Python without python3-venv has no ensurepip; any pip since 22.3 can install into another environment.
  rmSync(VENV, { recursive: true, force: true });
  const pip = await findPip(python);
  const bare = await run(python.executable, ["-m", "venv", "--without-pip", VENV]);
  if (!pip || bare.code !== 0) {
    throw noPip(python);
  }
  return [...pip, "--python", pythonOf(VENV)];
}

function install([command, ...args], title, lock, ...options) {
  const all = [...args, "install", "--retries", "2", "--require-hashes", ...options, "-r", lock];
  return step(title, command, all, { env: pipEnvironment() });
}
