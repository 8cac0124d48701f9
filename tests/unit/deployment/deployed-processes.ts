import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../../infra/embedded/project-root';

/** A value as it stands in a file: written out, or taken from a secret or from the environment. */
export type Setting = { written: string } | { taken: string };

/** One container of compose or Kubernetes, as far as the tests look at it. */
export interface DeployedProcess {
  where: string;
  image: string;
  environment: ReadonlyMap<string, Setting>;
  /** What it is started with, where that is not left to the image. */
  words: string[];
  /** Where its health is asked for, as PORT/PATH. */
  health: string[];
  graceSeconds: number | undefined;
}

const infra = join(projectRoot(), 'infra');
export const read = (path: string): string => readFileSync(join(infra, path), 'utf8');

const scalar = z.union([z.string(), z.number(), z.null()]);
const composeService = z.looseObject({
  image: z.string().optional(),
  build: z.looseObject({ target: z.string().optional(), args: z.record(z.string(), z.string()).optional() }).optional(),
  network_mode: z.string().optional(),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), scalar).default({}),
  command: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
});
const composeFile = z.looseObject({ services: z.record(z.string(), composeService) });

const probe = z.looseObject({ httpGet: z.looseObject({ path: z.string(), port: z.string() }) }).optional();
const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  args: z.array(z.string()).default([]),
  env: z.array(
    z.strictObject({
      name: z.string(),
      value: z.string().optional(),
      valueFrom: z
        .strictObject({
          secretKeyRef: z.strictObject({ name: z.string(), key: z.string(), optional: z.boolean().optional() }),
        })
        .optional(),
    }),
  ),
  envFrom: z.array(z.strictObject({ configMapRef: z.strictObject({ name: z.string() }) })).default([]),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })),
  startupProbe: probe,
  readinessProbe: probe,
  livenessProbe: probe,
});
const workload = z.looseObject({
  spec: z.looseObject({
    template: z.looseObject({
      metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).default({}) }),
      spec: z.looseObject({ containers: z.array(container), terminationGracePeriodSeconds: z.int().optional() }),
    }),
  }),
});
export const kustomization = z
  .looseObject({
    resources: z.array(z.string()),
    images: z.array(
      z.strictObject({ name: z.string(), newName: z.string(), newTag: z.union([z.string(), z.number()]) }),
    ),
    configMapGenerator: z.array(z.strictObject({ name: z.string(), literals: z.array(z.string()) })),
  })
  .parse(parse(read('kubernetes/kustomization.yaml')));

export const composeServices = ['compose.yaml', 'compose.gpu.yaml'].flatMap((file) =>
  Object.entries(composeFile.parse(parse(read(file), { merge: true })).services).map(([name, service]) => ({
    where: `${file} ${name}`,
    ...service,
  })),
);

export const manifests = readdirSync(join(infra, 'kubernetes'))
  .filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml')
  .flatMap((file) =>
    parseAllDocuments(read(`kubernetes/${file}`)).map((document) => ({
      file,
      manifest: z.looseObject({ kind: z.string() }).parse(document.toJS()),
    })),
  );

const composed = composeServices.flatMap((service): DeployedProcess[] => {
  if (service.image === undefined) return [];
  const asked = (service.healthcheck?.test ?? []).flatMap((word) => [
    ...word.matchAll(/http:\/\/127\.0\.0\.1:(\d+\/\w+)/g),
  ]);
  return [
    {
      where: service.where,
      image: service.image,
      environment: new Map(
        Object.entries(service.environment).map(([name, value]) => {
          const isTaken = value === null || /^\$\{\w+(:\?.*)?\}$/.test(String(value));
          return [name, isTaken ? { taken: String(value) } : { written: String(value) }];
        }),
      ),
      words: service.command,
      health: asked.map(([, place = '']) => place),
      graceSeconds: service.stop_grace_period === undefined ? undefined : Number.parseInt(service.stop_grace_period),
    },
  ];
});

const orchestrated = manifests
  .filter(({ manifest }) => ['Deployment', 'StatefulSet'].includes(manifest.kind))
  .flatMap(({ file, manifest }) => {
    const { template } = workload.parse(manifest).spec;
    return template.spec.containers.map((one): DeployedProcess => {
      const settings = kustomization.configMapGenerator
        .filter(({ name }) => one.envFrom.some(({ configMapRef }) => configMapRef.name === name))
        .flatMap(({ literals }) =>
          literals.map((literal): [string, Setting] => {
            const [name = '', ...value] = literal.split('=');
            return [name, { written: value.join('=') }];
          }),
        );
      const own = one.env.map(({ name, value, valueFrom }): [string, Setting] =>
        valueFrom ? [name, { taken: valueFrom.secretKeyRef.key }] : [name, { written: value ?? '' }],
      );
      const asked = [one.startupProbe, one.readinessProbe, one.livenessProbe].flatMap((each) =>
        each ? [each.httpGet] : [],
      );
      const { annotations } = template.metadata;
      const scraped = annotations['prometheus.io/port'];
      return {
        where: `kubernetes/${file} ${one.name}`,
        image: one.image,
        environment: new Map([...settings, ...own]),
        words: one.args,
        health: [
          ...asked.map(({ path, port }) => `${one.ports.find(({ name }) => name === port)?.containerPort}${path}`),
          ...(scraped === undefined ? [] : [`${scraped}${annotations['prometheus.io/path']}`]),
        ],
        graceSeconds: template.spec.terminationGracePeriodSeconds,
      };
    });
  });

/** Every container that the files of infra start. */
export const deployedProcesses: readonly DeployedProcess[] = [...composed, ...orchestrated];
