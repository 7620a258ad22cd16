// build/installers: the real package managers of the suite `installers`, and the few packages that they install.
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./modules.mjs";
import { findPip, findPython, noPip, pipEnvironment, pythonOf } from "./python.mjs";
import { downloadProblem, Problem, ROOT, say, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const HOME = join(ROOT, "build", "installers");
const SOURCE = "tests/installers/tools";
const TOOLS = "requirements/installers.txt";
const PACKAGES = "requirements/installers-packages.txt";
const TARBALLS = ["is-number@7.0.0", "left-pad@1.3.0", "mkdirp@1.0.4"];

/** Downloads all that the suite installers runs and installs, so that it needs no network. */
export async function installInstallers() {
  const python = await findPython();
  const hash = hashOf([SOURCE, TOOLS, PACKAGES, "scripts/setup/installers.mjs"], ROOT, process.version, python.executable, python.version);
  await onceFor("installers", hash, "build/installers/gems/tiny-1.0.0.gem", async () => {
    say("Downloading package managers into build/installers, which takes about half a minute");
    rmSync(HOME, { recursive: true, force: true });
    mkdirSync(HOME, { recursive: true });
    // Side by side: each waits for the network most of the time.
    await Promise.all([nodeTools(), pythonTools(python), gem()]);
  });
}

async function nodeTools() {
  for (const name of ["package.json", "package-lock.json"]) {
    cpSync(join(ROOT, SOURCE, name), join(HOME, name));
  }
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund"];
  await must(npm("npm, yarn, pnpm and bun downloaded", ["ci", ...quiet], { cwd: HOME }), "the package managers for Node.js");
  const tarballs = join(HOME, "tarballs");
  mkdirSync(tarballs);
  await must(npm("npm packages downloaded", ["pack", ...TARBALLS, "--pack-destination", tarballs], { cwd: HOME }), "npm packages");
}

async function pythonTools(python) {
  const venv = join(HOME, "python");
  const pip = await findPip(python);
  if (!pip) {
    throw noPip(python);
  }
  const [command, ...args] = pip;
  const hashed = ["--retries", "2", "--require-hashes"];
  const env = pipEnvironment();
  await must(step("environment of the Python tools made", python.executable, ["-m", "venv", "--without-pip", venv]), "a virtual environment");
  const install = [...args, "--python", pythonOf(venv), "install", ...hashed, "-r", TOOLS];
  await must(step("pip, pip-tools, pipenv, poetry and uv downloaded", command, install, { env }), "the package managers for Python");
  const download = [...args, "download", ...hashed, "--no-deps", "--only-binary=:all:", "--dest", join(HOME, "wheels"), "-r", PACKAGES];
  await must(step("Python packages downloaded", command, download, { env }), "Python packages");
}

/** A gem of our own: none is reached that others have published. */
async function gem() {
  const folder = join(HOME, "gems");
  mkdirSync(folder);
  // The same gem each time, as a Gemfile.lock may hold its digest.
  const env = { ...process.env, SOURCE_DATE_EPOCH: "1577836800" };
  const build = ["build", "tiny.gemspec", "--output", join(folder, "tiny-1.0.0.gem")];
  const { code, output } = await step("gem built", "gem", build, { cwd: join(ROOT, SOURCE, "tiny"), env });
  if (code !== 0 || readdirSync(folder).length === 0) {
    throw new Problem(`cannot build a gem: ${output.trim().split("\n").at(-1)}`);
  }
}

async function must(running, what) {
  const { code, output } = await running;
  if (code !== 0) {
    throw downloadProblem(what, output);
  }
}
