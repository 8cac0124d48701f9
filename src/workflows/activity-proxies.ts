import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities';

/**
 * Attempts are bounded, so that a fault that does not mend is shown instead of retried for ever; with a minute between
 * them these bounds outlast a long outage. Waiting for a live model server does not use up attempts.
 */
const retry = { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;

/** Calls to models: hours long, resumed from journals; 30 s without a heartbeat means that the worker is dead. */
export const labelling = proxyActivities<
  Pick<
    Activities,
    'collectPrompts' | 'sampleResponses' | 'judgeResponses' | 'buildEft' | 'evaluateModel' | 'compareModels'
  >
>({
  startToCloseTimeout: '2 days',
  heartbeatTimeout: '30 seconds',
  retry: { ...retry, maximumAttempts: 200 },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/** Training and moving of weights: days at most; the trainer keeps its own state, so that a new attempt only watches. */
export const models = proxyActivities<Pick<Activities, 'trainModel' | 'serveModel' | 'importBaseModel'>>({
  startToCloseTimeout: '14 days',
  heartbeatTimeout: '30 seconds',
  retry: { ...retry, maximumAttempts: 100 },
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/** Reading and writing of the store: minutes. */
export const bookkeeping = proxyActivities<
  Pick<
    Activities,
    | 'openRun'
    | 'openIteration'
    | 'importSeed'
    | 'writeBaselineRows'
    | 'writeAnchorRows'
    | 'selectPairs'
    | 'writeManifest'
    | 'writeReport'
    | 'offerNextIteration'
    | 'releaseServers'
  >
>({
  startToCloseTimeout: '30 minutes',
  retry: { ...retry, maximumAttempts: 50 },
});
