const fs = require('node:fs');
fs.copyFileSync('patches/left-pad.js', 'node_modules/left-pad/index.js');
