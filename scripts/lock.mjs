// `npm run lock`: the hashed requirements of the bundle, the tests, the parsers that ours are compared with, the real
// installers, the packaging tools, the auditor, a newer Neovim, and the tools that `npm run bench` compares with.
import { join } from "node:path";
import { findPip, findPython, noPip, pipEnvironment } from "./setup/python.mjs";
import { CACHE, Problem, ROOT, step } from "./setup/shell.mjs";

const UV = "uv==0.13.9";
// No index in the files: they must hold wherever packages are fetched from.
const COMMON = ["--generate-hashes", "--no-emit-index-url", "--custom-compile-command", "npm run lock", "--python-version", "3.10", "--upgrade", "--quiet"];
const FILES = {
  // Without markers: what the oldest Python needs goes to all.
  "bundle.txt": ["pyproject.toml", "--only-binary", ":all:"],
  "test.txt": ["pyproject.toml", "--group", "test", "--group", "lint", "--universal"],
  "oracle.txt": ["--group", "oracle", "--universal", "--only-binary", ":all:"],
  "fuzz.txt": ["--group", "fuzz", "--universal"],
  "installers.txt": ["requirements/installers.in", "--universal"],
  "installers-packages.txt": ["requirements/installers-packages.in", "--universal"],
  "package.txt": ["requirements/package.in", "--universal"],
  "package-backend.txt": ["requirements/package-backend.in", "--universal", "--only-binary", ":all:"],
  "audit.txt": ["requirements/audit.in", "--universal", "--only-binary", ":all:"],
  "other-editors.txt": ["requirements/other-editors.in", "--universal", "--only-binary", ":all:"],
  "bench-hadolint.txt": ["requirements/bench-hadolint.in", "--universal", "--only-binary", ":all:"],
  "bench-tally.txt": ["requirements/bench-tally.in", "--universal", "--only-binary", ":all:"],
};

export async function main() {
  const python = await findPython();
  const pip = await findPip(python);
  if (!pip) {
    throw noPip(python);
  }
  const tools = join(CACHE, "lock");
  await must(pip[0], [...pip.slice(1), "install", "--quiet", "--target", tools, "--upgrade", UV], "uv installed");
  const uv = join(tools, "bin", process.platform === "win32" ? "uv.exe" : "uv");
  for (const [file, options] of Object.entries(FILES)) {
    await must(uv, ["pip", "compile", ...options, ...COMMON, "-o", join(ROOT, "requirements", file)], `requirements/${file}`);
  }
}

async function must(command, args, title) {
  const { code, output } = await step(title, command, args, { env: pipEnvironment() });
  if (code !== 0) {
    throw new Problem(`${title} failed: ${output.trim().split("\n").at(-1)}`);
  }
}
