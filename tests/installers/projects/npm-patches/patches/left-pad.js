module.exports = () => 'patched';
