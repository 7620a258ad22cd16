// `npm run build`: the client, bundled into dist/extension.js.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installModules } from "./setup/modules.mjs";
import { Problem, ROOT, say, seconds } from "./setup/shell.mjs";
import { hashOf, onceFor } from "./setup/stamp.mjs";

export async function main() {
  await installModules();
  await onceFor("client", hashOf(["client/src", "package-lock.json", "scripts/build.mjs"]), "dist/extension.js", async () => {
    const started = Date.now();
    const files = await bundle(["client/src/extension.ts"], "dist");
    writeFileSync(join(ROOT, "dist", "LICENSES.txt"), licences(files));
    say(`client built: ${seconds(Date.now() - started)}`);
  });
}

/**
 * Bundles each entry, with all that it imports but `vscode`, into one file for VS Code's Node; `flat`: side by side.
 * Returns what went in.
 */
export async function bundle(entries, outdir, { flat = false } = {}) {
  const { build } = await import("esbuild");
  try {
    const { metafile } = await build({
      absWorkingDir: ROOT,
      entryPoints: entries,
      ...(flat ? { entryNames: "[name]" } : {}),
      outdir: join(ROOT, outdir),
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20",
      external: ["vscode"],
      minifySyntax: true,
      minifyWhitespace: true,
      legalComments: "none",
      logLevel: "silent",
      metafile: true,
    });
    return Object.keys(metafile.inputs);
  } catch (error) {
    const [first] = error.errors ?? [];
    const where = first?.location ? `${first.location.file}:${first.location.line}: ` : "";
    throw new Problem(`the client does not build: ${where}${first?.text ?? error.message}`);
  }
}

/** The licences of the packages that files are of, each with its whole text: bundling leaves their comments out. */
function licences(files) {
  const folders = files.map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders.filter(Boolean))].sort().map(licence).join(`\n${"=".repeat(80)}\n\n`);
}

function licence(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, "package.json"), "utf8"));
  const text = readdirSync(join(ROOT, folder)).find((file) => /^licen[cs]e/i.test(file));
  if (!text) {
    throw new Problem(`${name} ${version} comes without the text of its licence: bundle another, or add it`);
  }
  return `${name} ${version} (${license})\n\n${readFileSync(join(ROOT, folder, text), "utf8").replaceAll("\r\n", "\n").trim()}\n`;
}
