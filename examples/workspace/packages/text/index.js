const escape = require("escape-html");

exports.greeting = (name) => `<p>Hello, ${escape(name)}.</p>\n`;
