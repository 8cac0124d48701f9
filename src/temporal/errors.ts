/** Thrown when no Temporal server answers at the address of the settings. */
export class TemporalUnreachableError extends Error {
  override readonly name = 'TemporalUnreachableError';
  constructor(address: string, cause?: unknown) {
    super(
      `No Temporal server answers at ${address}; start one with \`srlm up\`, or set SRLM_TEMPORAL_ADDRESS to the one that runs`,
      { cause },
    );
  }
}

/** Thrown when a workflow has to answer and no worker is there to do it. */
export class NoWorkerError extends Error {
  override readonly name = 'NoWorkerError';
  constructor(workflowId: string, taskQueue: string, cause?: unknown) {
    super(`Workflow ${workflowId} does not answer: is a worker running on task queue "${taskQueue}"?`, { cause });
  }
}

/** Thrown when the namespace knows no workflow of the run. */
export class RunNotFoundError extends Error {
  override readonly name = 'RunNotFoundError';
  constructor(run: string, namespace: string) {
    super(`There is no run "${run}" in namespace "${namespace}"; start it with \`srlm run '{"run": "${run}"}'\``);
  }
}
