// bundled/libs: the libraries that the server runs on, the same pure-Python files for every platform.
// They serve a clone and, packed into the .vsix, an installed extension alike.
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPip, noPip, pipEnvironment, pythonOf } from "./python.mjs";
import { downloadProblem, ROOT, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const LOCK = "requirements/bundle.txt";
// Wheels for any platform and the oldest Python that is claimed, whichever Python is at hand.
const UNIVERSAL = "--platform any --implementation py --abi none --python-version 3.10 --only-binary=:all:".split(" ");

export async function installLibs(python) {
  await onceFor("libs", hashOf([LOCK]), "bundled/libs", async () => {
    const [command, ...args] = await pipOrEnvironment(python);
    const fresh = join(ROOT, "bundled", "fresh");
    rmSync(fresh, { recursive: true, force: true });
    const install = ["install", "--no-compile", "--retries", "2", ...UNIVERSAL, "--no-deps", "--require-hashes"];
    const { code, output } = await step(
      "Python libraries installed",
      command,
      [...args, ...install, "-r", LOCK, "-t", fresh],
      { env: pipEnvironment() },
    );
    if (code !== 0) {
      throw downloadProblem("the server's Python libraries", output);
    }
    rmSync(join(ROOT, "bundled", "libs"), { recursive: true, force: true });
    rmSync(join(fresh, "bin"), { recursive: true, force: true });
    renameSync(fresh, join(ROOT, "bundled", "libs"));
  });
}

/** A pip, if need be from a virtual environment made for it. */
async function pipOrEnvironment(python) {
  const pip = await findPip(python);
  if (pip) {
    return pip;
  }
  const venv = join(ROOT, ".cache", "pip");
  const { code } = await step("pip set up", python.executable, ["-m", "venv", venv]);
  if (code !== 0) {
    throw noPip(python);
  }
  return [pythonOf(venv), "-m", "pip"];
}
