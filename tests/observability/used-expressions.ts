import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const folder = join(__dirname, '../../infra/observability');
const text = z.string().min(1);
const duration = z.string().regex(/^(\d+(ms|[smhdw]))+$/);

const targetSchema = z.looseObject({ refId: text, expr: text, legendFormat: z.string() });
const panelSchema = z.looseObject({
  id: z.int(),
  type: text,
  title: text,
  gridPos: z.strictObject({ x: z.int(), y: z.int(), w: z.int().min(1), h: z.int().min(1) }),
  targets: z.array(targetSchema).default([]),
});
const dashboardSchema = z.looseObject({
  uid: text,
  title: text,
  schemaVersion: z.int().min(36),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: text, definition: z.string().optional() })) }),
  panels: z.array(panelSchema).min(1),
});

const ruleSchema = z.strictObject({
  alert: z.string().regex(/^Srlm[A-Z]\w+$/),
  expr: text,
  for: duration.optional(),
  labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
  annotations: z.strictObject({ summary: text, description: text }),
});
const rulesSchema = z.strictObject({
  groups: z.array(z.strictObject({ name: text, rules: z.array(ruleSchema).min(1) })).min(1),
});

export const dashboard = dashboardSchema.parse(JSON.parse(readFileSync(join(folder, 'dashboard.json'), 'utf8')));

export const alertRules = rulesSchema
  .parse(parse(readFileSync(join(folder, 'alerts.yaml'), 'utf8')))
  .groups.flatMap(({ rules }) => rules);

/** Every expression of the dashboard and of the alert rules, by where it stands. */
export const usedExpressions: readonly [where: string, expression: string][] = [
  ...dashboard.panels.flatMap(({ title, targets }) =>
    targets.map(({ refId, expr }): [string, string] => [`panel "${title}" ${refId}`, expr]),
  ),
  ...alertRules.map(({ alert, expr }): [string, string] => [`alert ${alert}`, expr]),
];
