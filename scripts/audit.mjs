// The suite `audit`: known vulnerabilities in what is shipped fail it; an index that answers no audit is told in a line.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main as build } from "./build.mjs";
import { installAuditor } from "./setup/audit.mjs";
import { npm } from "./setup/modules.mjs";
import { pipEnvironment } from "./setup/python.mjs";
import { ROOT, run, say } from "./setup/shell.mjs";

// Hashed, so that the tool asks about these very versions and installs nothing.
const PYTHON = ["-m", "pip_audit", "--requirement", "requirements/bundle.txt", "--require-hashes", "--disable-pip"];
const OPTIONS = ["--format", "json", "--progress-spinner", "off", "--timeout", "15"];
const PATIENCE = 120_000;

export async function audit() {
  await build();
  const licences = readFileSync(join(ROOT, "dist", "LICENSES.txt"), "utf8");
  const python = await ofPython();
  const { output } = await npm("Node packages audited", ["audit", "--json"], { timeout: PATIENCE });
  const results = [judgedPython(python), judgedNode(output, bundledIn(licences))];
  results.flatMap(({ faults }) => faults).forEach((fault) => say(fault));
  return {
    passed: results.filter(({ faults, unknown }) => faults.length === 0 && !unknown).length,
    failed: results.filter(({ faults }) => faults.length > 0).length,
    skipped: results.filter(({ faults, unknown }) => faults.length === 0 && unknown).length,
    reasons: results.flatMap(({ unknown, notes }) => [...(unknown ? [unknown] : []), ...notes]),
  };
}

async function ofPython() {
  try {
    const { output } = await run(await installAuditor(), [...PYTHON, ...OPTIONS], { env: pipEnvironment(), timeout: PATIENCE });
    return output;
  } catch (error) {
    return error.message; // the tool itself cannot be had, which is no vulnerability
  }
}

/**
 * What the auditor of Python packages says: `faults` are vulnerabilities, `unknown` is why nothing is known of some, and
 * `notes` is what else is told.
 */
export function judgedPython(output) {
  const libraries = jsonIn(output)?.dependencies;
  if (!Array.isArray(libraries) || libraries.length === 0) {
    return { faults: [], unknown: "Python libraries not audited: no audit service answers", notes: [] };
  }
  const faults = libraries.flatMap(({ name, version, vulns = [] }) => vulns.map(({ id }) => `${name} ${version}, which is shipped: ${id}`));
  const left = libraries.filter(({ skip_reason }) => skip_reason).map(({ name }) => name);
  const unknown = left.length > 0 ? `Python libraries not audited: the index tells nothing of ${left.join(", ")}` : undefined;
  return { faults, unknown, notes: [] };
}

/** The same of npm, where the packages that are bundled are shipped and the others are tools. */
export function judgedNode(output, bundled) {
  const found = jsonIn(output)?.vulnerabilities;
  if (typeof found !== "object" || found === null) {
    return { faults: [], unknown: "Node packages not audited: no audit service answers", notes: [] };
  }
  const all = Object.values(found).map(({ name, severity, via }) => ({ name, told: `${name} (${severity}): ${reasons(via)}` }));
  const faults = all.filter(({ name }) => bundled.has(name)).map(({ told }) => `shipped: ${told}`);
  return { faults, unknown: undefined, notes: all.filter(({ name }) => !bundled.has(name)).map(({ told }) => `only a tool: ${told}`) };
}

/** The names of the packages whose licences are listed, which are those that are bundled. */
export function bundledIn(licences) {
  return new Set([...licences.matchAll(/^(\S+) \d+\.\d+\.\d+\S* \(.+\)$/gm)].map(([, name]) => name));
}

function reasons(via = []) {
  return via.map((one) => (typeof one === "string" ? `through ${one}` : one.title)).join("; ");
}

/** The JSON object in an output that has warnings around it. */
function jsonIn(output) {
  try {
    return JSON.parse(output.slice(output.indexOf("{"), output.lastIndexOf("}") + 1));
  } catch {
    return undefined;
  }
}
