module.exports = { name: 'plugin-hello', factory: () => ({ hooks: {} }) };
