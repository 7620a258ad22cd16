cp src/index.js node_modules/index.js
