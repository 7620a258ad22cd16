// `npm run bench [-- ROW… --quick --long --no-write]`: sets up the peers, measures, prints a table, writes docs/benchmarks.md.
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { installContestants } from "./setup/bench.mjs";
import { installLibs } from "./setup/libs.mjs";
import { findPython } from "./setup/python.mjs";
import { Problem, ROOT } from "./setup/shell.mjs";

const FOLDER = join(ROOT, "build", "bench");

export async function main(args) {
  if (process.platform === "win32") {
    throw new Problem("the bench counts CPU time in ways of Unix: run it on Linux or macOS");
  }
  const python = await findPython();
  await installLibs(python);
  const contestants = await installContestants(python, FOLDER);
  const file = join(FOLDER, "contestants.json");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, JSON.stringify(contestants, null, 2));
  return measure(python, [...args, "--contestants", file]);
}

function measure(python, args) {
  return new Promise((resolve) => {
    // The page names the Node that runs the peer; our command line has compiled modules, as after an installation.
    const path = `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`;
    const env = { ...process.env, PATH: path, PYTHONPATH: join(ROOT, "tests"), PYTHONDONTWRITEBYTECODE: "" };
    const child = spawn(python.executable, ["-m", "bench", ...args], { cwd: ROOT, env, stdio: "inherit" });
    child.on("error", () => resolve(1));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
