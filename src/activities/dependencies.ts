import type { CommandRunner } from '../clients/command-runner';
import type { InferenceHostClient } from '../clients/inference-host-client';
import type { MlflowClient } from '../clients/mlflow-client';
import type { TrainerClient } from '../clients/trainer-client';
import type { ModelPools } from '../serving/model-pools';
import type { ArtifactStore } from '../store/artifact-store';
import type { RecordedCalls } from '../store/recorded-calls';
import type { IterationSchedules } from './iteration-schedules';

/** Everything that activities use from outside; built by src/worker.ts and nowhere else. */
export interface ActivityDependencies {
  store: ArtifactStore;
  pools: ModelPools;
  recordedCalls: RecordedCalls;
  trainer: TrainerClient;
  inferenceHost: InferenceHostClient;
  schedules: IterationSchedules;
  /** Under which people find the store, for links; left out, its folder is. */
  storeUrl?: string | undefined;
  /** Where runs are published as experiments; undefined where nobody asked for it. */
  mlflow?: MlflowClient | undefined;
  /** Null where this worker may run no program that a recipe names. */
  commands: CommandRunner | null;
  /** Folders in which a base model is looked for by name, and the folder of the example seed data. */
  baseModelFolders: readonly string[];
  examplesFolder: string;
}
