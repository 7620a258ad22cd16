// Runs scripts/NAME.mjs and turns what goes wrong into one line and exit code 1. Loaded once Node is known to be new.
"use strict";

const READ_ONLY = ["EACCES", "EROFS", "EPERM"];

exports.run = async (name, args) => {
  try {
    const command = await import(`./${name}.mjs`);
    process.exitCode = (await command.main(args)) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    console.error(`layerwise: ${inOneLine(error)}`);
  }
};

function inOneLine(error) {
  if (error.name === "Problem") {
    return error.message;
  }
  if (READ_ONLY.includes(error.code)) {
    return `cannot write ${error.path ?? "here"}: clone Layerwise into a folder that you may write to`;
  }
  if (error.code === "ENOSPC") {
    return `no space left on the disk for ${error.path ?? "the set-up"}`;
  }
  return error.stack;
}
