// All scenarios, one file after the other, in one process: they share an editor.
import { readdirSync } from "node:fs";

for (const name of readdirSync(import.meta.dirname).sort()) {
  if (name.endsWith(".test.mjs")) {
    await import(`./${name}`);
  }
}
