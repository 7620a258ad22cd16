// build/audit: the tool that asks the index of Python packages about known vulnerabilities.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { findPip, findPython, noPip, pipEnvironment, pythonOf } from "./python.mjs";
import { downloadProblem, ROOT, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const VENV = join(ROOT, "build", "audit");
const LOCK = "requirements/audit.txt";

/** Makes its environment where needed; returns the path of its Python. */
export async function installAuditor() {
  const python = await findPython();
  await onceFor("audit", hashOf([LOCK], ROOT, python.executable, python.version), "build/audit", async () => {
    rmSync(VENV, { recursive: true, force: true });
    const pip = await findPip(python);
    const made = await step("environment of the auditor made", python.executable, ["-m", "venv", "--without-pip", VENV]);
    if (!pip || made.code !== 0) {
      throw noPip(python);
    }
    const [command, ...args] = pip;
    const options = ["--python", pythonOf(VENV), "install", "--retries", "2", "--require-hashes", "-r", LOCK];
    const { code, output } = await step("auditor installed", command, [...args, ...options], { env: pipEnvironment() });
    if (code !== 0) {
      throw downloadProblem("the auditor", output);
    }
  });
  return pythonOf(VENV);
}
