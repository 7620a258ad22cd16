console.log('source');
