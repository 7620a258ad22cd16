// The entry of every npm script: `node scripts/run.js NAME`. It parses on any Node, so as to say when Node is too old.
"use strict";

var major = parseInt(process.versions.node, 10);
if (major < 20) {
  console.error("layerwise: needs Node 20 or newer, and this is " + process.version + " (" + process.execPath + "): get one from nodejs.org");
  process.exit(1);
}
require("./command.js").run(process.argv[2], process.argv.slice(3));
