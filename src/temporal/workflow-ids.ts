/** The workflow that `srlm run` starts for a run; the Web UI's start form is filled with the same id. */
export function runWorkflowId(run: string): string {
  return `srlm-${run}`;
}

/** The workflow that puts a model of a run through benchmarks by hand; one of a run at a time, because it serves the model. */
export function benchmarksWorkflowId(run: string): string {
  return `srlm-${run}-benchmarks`;
}

/** The schedule of a run whose trigger starts the next iteration, and the id of the workflow that it starts. */
export function nextIterationId(run: string): string {
  return `srlm-${run}-next-iteration`;
}
