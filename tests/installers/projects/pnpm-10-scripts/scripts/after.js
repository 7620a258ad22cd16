require('node:fs').copyFileSync('src/index.js', 'node_modules/index.js');
