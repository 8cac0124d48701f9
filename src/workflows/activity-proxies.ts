import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/create-activities';
import type { CallSettings } from '../activities/labelling/work-on-shard';
import type { Recipe } from '../recipes/recipe';

/**
 * Attempts are bounded, so that a fault that does not mend is shown instead of retried for ever; with a minute between
 * them a full disk or a trainer that is away is waited out for a day. Waiting for a live model server uses up none.
 */
const retry = {
  initialInterval: '1 second',
  backoffCoefficient: 2,
  maximumInterval: '1 minute',
  maximumAttempts: 1440,
} as const;

/** Calls to models: hours long, resumed from journals. */
export const labelling = proxyActivities<
  Pick<
    Activities,
    | 'collectPrompts'
    | 'askTeacher'
    | 'sampleResponses'
    | 'judgeResponses'
    | 'walkSteps'
    | 'collectFeedback'
    | 'verifyResponses'
    | 'critiqueResponses'
    | 'evolveRubric'
    | 'buildEft'
    | 'reviseResponses'
    | 'answerHelpfully'
    | 'labelSteps'
    | 'evaluateModel'
    | 'compareModels'
    | 'runBenchmark'
  >
>({
  startToCloseTimeout: '2 days',
  heartbeatTimeout: '30 seconds',
  retry,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/** Training and moving of weights: days at most; the trainer keeps its own state, so that a new attempt only watches. */
export const models = proxyActivities<Pick<Activities, 'trainModel' | 'serveModel' | 'importBaseModel'>>({
  startToCloseTimeout: '14 days',
  heartbeatTimeout: '30 seconds',
  retry,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});

/** What the UI calls an activity, and how soon its worker counts as dead. */
export function beating({ heartbeatSeconds }: Recipe, summary: string) {
  return { summary, heartbeatTimeout: `${heartbeatSeconds} seconds` as const };
}

export function callSettings(
  { labelling: settings, reuse }: Recipe,
  callsInFlight: number = settings.callsInFlight,
): CallSettings {
  return { callsInFlight, ...(reuse === undefined ? {} : { reuse }) };
}

/**
 * Reading and writing of the store: minutes; without heartbeats a killed worker would be noticed after all of them. A
 * cancelled workflow waits for what is being written, so that its end leaves no file half made.
 */
export const bookkeeping = proxyActivities<
  Pick<
    Activities,
    | 'openRun'
    | 'openIteration'
    | 'findAttempt'
    | 'recordRejection'
    | 'importSeed'
    | 'importBenchmarks'
    | 'openEvaluation'
    | 'writeBaselineRows'
    | 'writeChosenRows'
    | 'writeAnchorRows'
    | 'writeRevisionRows'
    | 'writeRewardRows'
    | 'writeStepRows'
    | 'proposePairs'
    | 'selectPairs'
    | 'verifyResponses'
    | 'givePairs'
    | 'adoptModel'
    | 'writePreparationManifest'
    | 'writeManifest'
    | 'writeReport'
    | 'offerNextIteration'
    | 'releaseServers'
    | 'cancelTraining'
    | 'cleanUp'
  >
>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '30 seconds',
  retry,
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
});
