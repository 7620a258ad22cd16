// `npm run package`: layerwise.vsix, one file for every platform.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { main as build } from "./build.mjs";
import { pythonLicences } from "./licences.mjs";
import { installLibs } from "./setup/libs.mjs";
import { findPython } from "./setup/python.mjs";
import { Problem, ROOT, step } from "./setup/shell.mjs";
import { hashOf, onceFor } from "./setup/stamp.mjs";

export const VSIX = "layerwise.vsix";
const VSCE = join("node_modules", "@vscode", "vsce", "vsce");
const SHIPPED = ["package.json", ".vscodeignore", "README.md", "CHANGELOG.md", "LICENSE", "client/icon.png", "dist", "docs", "server", "requirements/bundle.txt"];
// The project has no address of its own that relative links could be turned into.
const OPTIONS = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];

export async function main() {
  await installLibs(await findPython());
  await build();
  writeFileSync(join(ROOT, "dist", "LICENSES-python.txt"), pythonLicences(join(ROOT, "bundled", "libs")));
  await onceFor("vsix", hashOf(SHIPPED), VSIX, async () => {
    const { code, output } = await step("extension packaged", process.execPath, [VSCE, "package", ...OPTIONS, "-o", VSIX]);
    if (code !== 0) {
      throw new Problem(`the extension cannot be packaged: ${output.trim().split("\n").at(-1)}`);
    }
  });
}
