// The licences of the Python libraries that are shipped, each with its whole text.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "./setup/shell.mjs";

const SEPARATOR = `\n${"=".repeat(80)}\n\n`;

/** One text about all libraries in a folder that pip has filled. */
export function pythonLicences(folder) {
  const libraries = readdirSync(folder).filter((name) => name.endsWith(".dist-info"));
  return libraries.sort().map((name) => licence(join(folder, name))).join(SEPARATOR);
}

function licence(folder) {
  const told = readFileSync(join(folder, "METADATA"), "utf8");
  const [name, version] = ["Name", "Version"].map((field) => new RegExp(`^${field}: (.*)$`, "m").exec(told)[1]);
  const kind = /^License-Expression: (.*)$/m.exec(told) ?? /^License: (\S.*)$/m.exec(told) ?? /^Classifier: License :: .*:: (.*)$/m.exec(told);
  const files = readdirSync(folder, { recursive: true }).filter((file) => /(^|[\\/])(licen[cs]e|copying)[^\\/]*$/i.test(file) && !/licenses$/.test(file));
  if (!kind || files.length === 0) {
    throw new Problem(`${name} ${version} comes without the text of its licence: bundle another, or add it`);
  }
  const texts = files.sort().map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  return `${name} ${version} (${kind[1]})\n\n${texts.join("\n\n")}\n`;
}
