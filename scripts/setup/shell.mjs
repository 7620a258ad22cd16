// Where the project is, and running programs in it with their output kept for the log.
import { spawn } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const CACHE = join(ROOT, ".cache");
export const LOG = join(CACHE, "setup.log");

/** Something that the user can put right: its message is all that is printed. */
export class Problem extends Error {
  name = "Problem";
}

/** Says what is going on; stdout is left to results. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Runs a program to its end and returns its exit code and output; a program that is not there has the code null. */
export function run(command, args, { cwd = ROOT, env = process.env, show = false, shell = false, timeout } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, shell, timeout, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output += chunk;
      if (show) {
        process.stdout.write(chunk);
      }
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", () => resolve({ code: null, output }));
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** Runs a step of the set-up, its output in the log; says how long it took. */
export async function step(title, command, args, options = {}) {
  const started = Date.now();
  const result = await run(command, args, options);
  mkdirSync(CACHE, { recursive: true });
  appendFileSync(LOG, `$ ${command} ${args.join(" ")}\n${result.output}\n`);
  if (result.code === 0) {
    say(`${title}: ${seconds(Date.now() - started)}`);
  }
  return result;
}

export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

const OFFLINE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|name resolution|NewConnectionError|ConnectTimeoutError|Network is unreachable|Max retries|No matching distribution|getaddrinfo|nodename nor servname/;

/** The problem of a download that failed, told apart by what the program said. */
export function downloadProblem(what, output) {
  if (OFFLINE.test(output)) {
    return new Problem(`cannot download ${what}: is there a network? (details in ${LOG})`);
  }
  const lines = output.trim().split("\n");
  const said = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1);
  return new Problem(`cannot install ${what}: ${said.trim()} (details in ${LOG})`);
}
