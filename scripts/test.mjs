// `npm test [-- SUITE… --update]`: sets up, runs every suite that this machine can run, ends with a table.
// LAYERWISE_REQUIRE=builder,editor makes it a failure to leave those out.
import { installModules } from "./setup/modules.mjs";
import { findPython } from "./setup/python.mjs";
import { Problem, say } from "./setup/shell.mjs";
import { makeVenv } from "./setup/venv.mjs";
import { SUITES } from "./suites.mjs";

const WIDTH = Math.max(...SUITES.map(({ name }) => name.length));

export async function main(args) {
  const chosen = chosenOf(args);
  const required = (process.env.LAYERWISE_REQUIRE ?? "").split(",").filter(Boolean);
  known(required);
  delete process.env.PYTHONDONTWRITEBYTECODE; // commands and servers start by the thousand, and would compile themselves
  const python = await makeVenv(await findPython());
  await installModules();
  const tools = { python, update: args.filter((arg) => arg === "--update") };
  const results = [];
  for (const suite of chosen) {
    results.push(await resultOf(suite, tools, required.includes(suite.name)));
  }
  return report(results);
}

function chosenOf(args) {
  const names = args.filter((arg) => arg !== "--update");
  known(names);
  return names.length > 0 ? SUITES.filter(({ name }) => names.includes(name)) : SUITES;
}

function known(names) {
  const stranger = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (stranger !== undefined) {
    throw new Problem(`there is no suite ${stranger}: ${SUITES.map(({ name }) => name).join(", ")}`);
  }
}

async function resultOf(suite, tools, isRequired) {
  const obstacle = await suite.obstacle(tools);
  if (obstacle) {
    return { name: suite.name, passed: 0, failed: isRequired ? 1 : 0, skipped: 0, reasons: [], obstacle };
  }
  say(`\n── ${suite.name} ──`);
  const started = Date.now();
  const result = await suite.run(tools).catch((error) => {
    say(error.name === "Problem" ? error.message : error.stack);
    return { passed: 0, failed: 1, skipped: 0, reasons: [] };
  });
  return { name: suite.name, ...result, seconds: (Date.now() - started) / 1000 };
}

/** Prints the table and the sum; returns the exit code. */
function report(results) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  console.log(`\n${row("suite", "passed", "failed", "skipped", "seconds")}`);
  for (const { name, passed, failed, skipped, seconds, obstacle } of results) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
    console.log(obstacle ? `${name.padEnd(WIDTH)} ${leftOut(obstacle, failed)}` : row(name, passed, failed, skipped, seconds.toFixed(1)));
  }
  for (const { name, reasons } of results) {
    reasons.forEach((reason) => console.log(`${name}: ${reason}`));
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed${sum.skipped ? `, ${sum.skipped} skipped` : ""}`);
  return sum.failed === 0 ? 0 : 1;
}

function leftOut({ because, remedy }, failed) {
  return `left out because ${because} / ${remedy}${failed ? " (and LAYERWISE_REQUIRE names it: failed)" : ""}`;
}

function row(name, ...numbers) {
  return name.padEnd(WIDTH) + numbers.map((number) => String(number).padStart(9)).join("");
}
