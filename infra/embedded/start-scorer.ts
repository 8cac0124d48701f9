import { join } from 'node:path';
import type { ProcessSpecification } from './process-specification';
import { answersOk } from './processes/answers-ok';
import { withoutSecrets } from './processes/without-secrets';
import { projectRoot } from './project-root';
import type { StackConfiguration } from './stack-configuration';
import { superviseProcess, type SupervisedProcess } from './supervise-process';

export interface RunningScorer extends SupervisedProcess {
  url: string;
  logFile: string;
}

export interface ScorerSettings {
  /** The interpreter of the trainer's environment. */
  python: string;
  storeFolder: string;
  port: number;
}

/** Starts the scorer, which serves reward models of the store; resolves when it is ready. `stop` also ends it for good. */
export async function startScorer(
  configuration: Pick<StackConfiguration, 'dataFolder' | 'environment' | 'report'>,
  settings: ScorerSettings,
  signal: AbortSignal,
): Promise<RunningScorer> {
  const url = `http://127.0.0.1:${settings.port}`;
  const specification = scorerProcess(configuration, settings, url);
  const ending = new AbortController();
  const supervised = await superviseProcess(specification, {
    leftover: undefined,
    record: () => {},
    report: configuration.report,
    signal: AbortSignal.any([signal, ending.signal]),
  });
  const stop = (): Promise<void> => {
    ending.abort();
    return supervised.stop();
  };
  return { url, logFile: specification.logFile, stop };
}

function scorerProcess(
  { dataFolder, environment }: Pick<StackConfiguration, 'dataFolder' | 'environment'>,
  { python, storeFolder, port }: ScorerSettings,
  url: string,
): ProcessSpecification {
  return {
    name: 'scorer',
    command: python,
    arguments: ['-m', 'srlm_trainer.scoring'],
    environment: {
      ...withoutSecrets(environment, ['SRLM_SCORER_TOKEN']),
      SRLM_STORE: storeFolder,
      SRLM_SCORER_PORT: `${port}`,
      PYTHONUNBUFFERED: '1',
    },
    folder: join(projectRoot(), 'infra', 'trainer'),
    logFile: join(dataFolder, 'logs', 'scorer.log'),
    port: { number: port, variable: 'SRLM_SCORER_PORT' },
    isReady: () => answersOk(`${url}/healthz`),
    // It imports torch first, which takes minutes on a machine that is busy with other things.
    readyWithinMs: 300_000,
    stopGraceMs: 15_000,
    leftover: 'replace',
  };
}
