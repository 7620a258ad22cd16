// What has been made already: a stamp per made thing, holding a hash of all that it was made from.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE, ROOT } from "./shell.mjs";

const PASSED_OVER = new Set(["__pycache__", "node_modules"]);

/** A hash of files and folders of the project (names and contents), and of anything else given. */
export function hashOf(paths, ...others) {
  const hash = createHash("sha256");
  const add = (path) => {
    const full = join(ROOT, path);
    const found = statSync(full, { throwIfNoEntry: false });
    if (found?.isDirectory()) {
      for (const name of readdirSync(full).sort()) {
        if (!PASSED_OVER.has(name)) {
          add(`${path}/${name}`);
        }
      }
    } else if (found) {
      hash.update(`${path}\0`).update(readFileSync(full)).update("\0");
    }
  };
  paths.forEach(add);
  others.forEach((other) => hash.update(`${other}\0`));
  return hash.digest("hex");
}

/** Makes `output` (relative to the project) unless its stamp says that it was made from the same things. */
export async function onceFor(name, hash, output, make) {
  const stamp = join(CACHE, "stamps", name);
  if (existsSync(join(ROOT, output)) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) {
    return;
  }
  rmSync(stamp, { force: true });
  await make();
  mkdirSync(join(CACHE, "stamps"), { recursive: true });
  writeFileSync(stamp, hash);
}
