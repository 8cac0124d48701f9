import { join } from 'node:path';
import { bootstrap, root, run } from './bootstrap.mjs';

bootstrap();
process.exit(run(process.execPath, [join(root, 'bin', 'srlm.js'), 'demo', ...process.argv.slice(2)]));
