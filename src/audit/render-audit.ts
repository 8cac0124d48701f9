import { visibleText } from '../core/visible-text';
import type { AuditReport, Proven } from './findings';

const NAMES: Readonly<Record<keyof Proven, string>> = {
  workflows: 'workflows replayed',
  events: 'events',
  manifests: 'manifests',
  files: 'files',
  bytes: 'bytes',
  models: 'models',
  modelFiles: 'model files',
  prompts: 'prompts',
  responses: 'responses',
  judgements: 'judgements made again',
  feedback: 'records of other critics made again',
  pairs: 'pairs made again',
  trainingRows: 'training rows made again',
  validationRows: 'rows of validation made again',
  evaluations: 'evaluations made again',
  views: 'views made again',
};

/** The result of an audit for a person. Paths and problems may hold what a tampered file says, so they are made visible. */
export function renderAudit({ run, passed, proven, unproven, differences }: AuditReport): string {
  const counts = new Map<string, number>(Object.entries(proven));
  const width = Math.max(...[...counts.values()].map((count) => count.toLocaleString('en').length));
  return [
    `Run "${run}": ${passed ? 'everything that can be checked is as it was recorded' : `${differences.length} differences`}`,
    '',
    'Proven:',
    ...Object.entries(NAMES).map(
      ([key, name]) => `  ${(counts.get(key) ?? 0).toLocaleString('en').padStart(width)}  ${name}`,
    ),
    '',
    'Not proven:',
    ...unproven.map(({ what, why }) => `  ${visibleText(what)}: ${visibleText(why)}`),
    ...(differences.length === 0 ? [] : ['', 'Differences:']),
    ...differences.map(({ place, problem }) => `  ${visibleText(place)}: ${visibleText(problem)}`),
  ].join('\n');
}
