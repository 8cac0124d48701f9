/** The one metric that workflows measure; it comes out among those of the SDK. */
export const stageProgressMetric = {
  name: 'srlm_stage_progress_ratio',
  help: 'How far a stage of an iteration is, 0 to 1.',
  labels: ['run', 'iteration', 'stage'],
} as const;
