import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { describeStatus } from './details';
import { measureStage } from './measure-stage';
import { searchAttributes } from './search-attributes';
import type { RunStatus, Stage } from './status';

/** The status of a workflow together with what shows it in the Web UI: search attributes and the Markdown details. */
export interface Progress {
  readonly status: RunStatus;
  /** Begins a stage; `subject` says what it works on. */
  enter(stage: Stage, subject?: string): void;
  /** Shows the status as it is now, after a change to it. */
  show(): void;
}

export function createProgress(
  initial: Pick<RunStatus, 'run' | 'method' | 'iteration' | 'iterations' | 'attempt'>,
): Progress {
  const status: RunStatus = {
    ...initial,
    stage: 'preparing',
    subject: '',
    paused: false,
    pauseWaitsFor: null,
    stopping: false,
    progress: null,
    counts: null,
    models: [],
    notes: [],
    child: null,
    report: null,
  };
  const show = () => {
    if (status.progress) measureStage(status, status.progress.done / status.progress.total);
    setCurrentDetails(describeStatus(status));
  };
  return {
    status,
    show,
    enter(stage, subject = '') {
      measureStage(status, 1);
      status.stage = stage;
      status.subject = subject;
      status.progress = null;
      measureStage(status, 0);
      upsertSearchAttributes([
        { key: searchAttributes.run, value: status.run },
        { key: searchAttributes.method, value: status.method },
        { key: searchAttributes.iteration, value: status.iteration },
        { key: searchAttributes.stage, value: stage },
        ...newestModel(status).map((value) => ({ key: searchAttributes.model, value })),
      ]);
      show();
    },
  };
}

/** The name of the newest model that was not rejected, if there is one. */
function newestModel({ models }: RunStatus): string[] {
  const newest = models.findLast(({ rejectedBecause }) => rejectedBecause === undefined);
  return newest ? [newest.model.name] : [];
}
