import type { DataConverter } from '@temporalio/common';
import type { WorkflowBundleOption } from '@temporalio/worker';
import type { ModelFile } from '../core/manifest';
import type { ArtifactStore } from '../store/artifact-store';
import type { RecordedHistory } from './histories/recorded-history';

/** Where an audit reads model folders from. */
export interface ModelFolders {
  /** The files of a model, hashed from their bytes (`hashed`) or as a bundle lists them (`listed`); undefined without a folder. */
  files(path: string): Promise<{ kind: 'hashed' | 'listed'; files: ModelFile[] } | undefined>;
}

/** The workflow code that histories are replayed with: a bundle, or the path that a worker would bundle. */
export interface WorkflowCode {
  workflowBundle?: WorkflowBundleOption;
  workflowsPath?: string;
}

/** Everything that an audit reads: the server's histories and the store, or an exported bundle. */
export interface AuditSources {
  run: string;
  store: ArtifactStore;
  models: ModelFolders;
  histories: AsyncIterable<RecordedHistory>;
  workflowCode: WorkflowCode;
  /** Reads encrypted histories. */
  dataConverter?: DataConverter;
  /**
   * Which file to select again with, where a selection is a module: given the one of the recipe. Without this no code that
   * a recipe names is run: it may be that of a stranger.
   */
  selectorFile?: ((ofRecipe: string) => string) | undefined;
}
