import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../infra/embedded/project-root';

export interface PageScript {
  text: string;
  /** What a content security policy names it by, so that the page runs this and nothing else. */
  source: string;
}

let read: PageScript | undefined;

/** The compiled modules of src/report/page as one script. @throws when the project is not built. */
export function pageScript(): PageScript {
  read ??= readScript(join(projectRoot(), 'dist', 'src', 'report', 'page'));
  return read;
}

function readScript(folder: string): PageScript {
  if (!existsSync(join(folder, 'main.js')))
    throw new Error(`${folder} has no script of the report; run: npm run build`);
  const modules = readdirSync(folder)
    .filter((name) => name.endsWith('.js'))
    .toSorted()
    .map((name) => {
      const code = readFileSync(join(folder, name), 'utf8');
      return `${JSON.stringify(`./${name.slice(0, -'.js'.length)}`)}: (exports, require) => {\n${code}\n}`;
    });
  const text = `'use strict';
(() => {
const modules = { ${modules.join(',\n')} };
const loaded = {};
const require = (name) => {
  if (!loaded[name]) modules[name]((loaded[name] = {}), require);
  return loaded[name];
};
require('./main');
})();`;
  if (/<\/script|<!--/i.test(text)) throw new Error('the script of the report would end its own element');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}
