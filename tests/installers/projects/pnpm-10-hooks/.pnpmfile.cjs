module.exports = { hooks: { readPackage(pkg) { if (pkg.name === 'mkdirp') { pkg.dependencies = { 'is-number': '7.0.0' }; } return pkg; } } };
