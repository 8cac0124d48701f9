import type { ActivityDependencies } from './dependencies';
import { findAttempt, recordRejection } from './attempts';
import { importBaseModel } from './base-model';
import { importBenchmarks } from './benchmarks/import-benchmarks';
import { openEvaluation } from './benchmarks/open-evaluation';
import { runBenchmark } from './benchmarks/run-benchmark';
import { cancelTraining } from './cancel-training';
import { writeChosenRows } from './chosen-rows';
import { cleanUp } from './clean-up';
import { collectFeedback } from './collect-feedback';
import { critiqueResponses } from './critique-responses';
import { buildEft, writeAnchorRows, writeBaselineRows } from './eft';
import { evolveRubric } from './evolve-rubric';
import { evaluateModel } from './evaluation';
import { toFailure } from './failures';
import { judgeResponses } from './feedback';
import { compareModels } from './head-to-head';
import { writeManifest, writePreparationManifest } from './manifest';
import { openIteration, openRun } from './opening';
import { givePairs, proposePairs, selectPairs } from './pairs';
import { collectPrompts } from './prompts';
import { writeReport } from './report';
import { sampleResponses } from './responses';
import { answerHelpfully, reviseResponses, writeRevisionRows } from './revisions';
import { writeRewardRows } from './reward-rows';
import { importSeed } from './seed';
import { releaseServers, serveModel } from './serving';
import { labelSteps } from './step-labels';
import { writeStepRows } from './step-rows';
import { askTeacher } from './teacher';
import { adoptModel, trainModel } from './training';
import { verifyResponses } from './verify-responses';
import { walkSteps } from './walk-steps';
import { whileBeating } from './while-beating';

type Stage<Input, Output> = (deps: ActivityDependencies, input: Input) => Promise<Output>;

/** Every activity of srlm, bound to what it works with. */
export function createActivities(deps: ActivityDependencies) {
  const bind =
    <Input, Output>(stage: Stage<Input, Output>) =>
    async (input: Input): Promise<Output> => {
      try {
        return await stage(deps, input);
      } catch (error) {
        throw toFailure(error);
      }
    };

  /** What says nothing of its progress says at least that its worker lives. */
  const beating = <Input, Output>(stage: Stage<Input, Output>) =>
    bind((own: ActivityDependencies, input: Input) =>
      whileBeating(
        () => ({}),
        () => stage(own, input),
      ),
    );

  return {
    openRun: beating(openRun),
    openIteration: beating(openIteration),
    findAttempt: beating(findAttempt),
    recordRejection: beating(recordRejection),
    importSeed: beating(importSeed),
    importBaseModel: bind(importBaseModel),
    writeBaselineRows: beating(writeBaselineRows),
    writeChosenRows: beating(writeChosenRows),
    buildEft: bind(buildEft),
    writeAnchorRows: beating(writeAnchorRows),
    reviseResponses: bind(reviseResponses),
    answerHelpfully: bind(answerHelpfully),
    writeRevisionRows: beating(writeRevisionRows),
    writeRewardRows: beating(writeRewardRows),
    labelSteps: bind(labelSteps),
    writeStepRows: beating(writeStepRows),
    collectPrompts: bind(collectPrompts),
    askTeacher: bind(askTeacher),
    sampleResponses: bind(sampleResponses),
    judgeResponses: bind(judgeResponses),
    walkSteps: bind(walkSteps),
    collectFeedback: bind(collectFeedback),
    verifyResponses: bind(verifyResponses),
    evolveRubric: bind(evolveRubric),
    proposePairs: beating(proposePairs),
    critiqueResponses: bind(critiqueResponses),
    selectPairs: beating(selectPairs),
    trainModel: bind(trainModel),
    adoptModel: beating(adoptModel),
    givePairs: beating(givePairs),
    serveModel: bind(serveModel),
    evaluateModel: bind(evaluateModel),
    compareModels: bind(compareModels),
    importBenchmarks: beating(importBenchmarks),
    runBenchmark: bind(runBenchmark),
    openEvaluation: beating(openEvaluation),
    writePreparationManifest: beating(writePreparationManifest),
    writeManifest: beating(writeManifest),
    writeReport: beating(writeReport),
    releaseServers: beating(releaseServers),
    cancelTraining: beating(cancelTraining),
    cleanUp: beating(cleanUp),
    offerNextIteration: beating(({ schedules }, { run }: { run: string }) => schedules.offer(run)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
