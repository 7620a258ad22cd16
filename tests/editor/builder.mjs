// A private builder beside the editor, the same as that of the builder suite: its daemon ends when its input does.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { pythonOf } from "../../scripts/setup/python.mjs";
import { ROOT } from "../../scripts/setup/shell.mjs";

const PYTHON = pythonOf(join(ROOT, ".venv"));
const OURS = { ...process.env, PYTHONPATH: [join(ROOT, "tests"), join(ROOT, "server")].join(":") };

/** Why there is no builder here, in words for the one who runs the tests; empty where there is one. */
export function whyNoBuilder() {
  const ask = "from builder.daemon import why_not; print(why_not() or '')";
  return execFileSync(PYTHON, ["-c", ask], { env: OURS, encoding: "utf8" }).trim();
}

/** Starts a builder; `environment` leads a terminal to it, as the first `docker` on its PATH. */
export async function startBuilder(home) {
  const child = spawn(PYTHON, ["-m", "builder.serve"], { env: OURS, stdio: ["pipe", "pipe", "inherit"] });
  const line = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once("line", resolve);
    child.once("exit", (code) => reject(new Error(`the builder did not start: exit code ${code}`)));
  });
  const { client, ...environment } = JSON.parse(line);
  const programs = join(home, "programs");
  mkdirSync(programs, { recursive: true });
  symlinkSync(client, join(programs, "docker"));
  const stop = () => new Promise((resolve) => child.once("exit", resolve) && child.stdin.end());
  return { environment: { ...environment, PATH: `${programs}:${process.env.PATH}` }, stop };
}
