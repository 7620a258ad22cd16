// `npm run build`: the client, bundled into dist/extension.js.
import { join } from "node:path";
import { installModules } from "./setup/modules.mjs";
import { Problem, ROOT, say, seconds } from "./setup/shell.mjs";
import { hashOf, onceFor } from "./setup/stamp.mjs";

export async function main() {
  await installModules();
  await onceFor("client", hashOf(["client/src", "package-lock.json", "scripts/build.mjs"]), "dist/extension.js", async () => {
    const started = Date.now();
    await bundle(["client/src/extension.ts"], "dist");
    say(`client built: ${seconds(Date.now() - started)}`);
  });
}

/** Bundles each entry, with all that it imports but `vscode`, into one file for VS Code's Node; `flat`: side by side. */
export async function bundle(entries, outdir, { flat = false } = {}) {
  const { build } = await import("esbuild");
  try {
    await build({
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
    });
  } catch (error) {
    const [first] = error.errors ?? [];
    const where = first?.location ? `${first.location.file}:${first.location.line}: ` : "";
    throw new Problem(`the client does not build: ${where}${first?.text ?? error.message}`);
  }
}
