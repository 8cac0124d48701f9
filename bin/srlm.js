#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const compiled = join(__dirname, '..', 'dist', 'src', 'cli', 'main.js');
if (existsSync(compiled)) {
  void require(compiled).runCommandLine();
} else {
  process.stderr.write('srlm is not built yet: run `npm ci && npm run build` in its folder first.\n');
  process.exitCode = 1;
}
