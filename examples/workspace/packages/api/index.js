const { createServer } = require("node:http");
const { greeting } = require("@shop/text");

createServer((request, response) => response.end(greeting(request.url.slice(1)))).listen(3000);
