/** Every number that a worker exposes to Prometheus. The dashboard and the alert rules may use no others of its own. */
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export const registry = new Registry();
const registers = [registry];

export const callSeconds = new Histogram({
  name: 'srlm_call_duration_seconds',
  help: 'Seconds of each request for generations to a model server, with its retries counted each; "outcome" is "answered" or the class of the error.',
  labelNames: ['run', 'stage', 'model', 'outcome'],
  buckets: [0.1, 0.3, 1, 3, 10, 30, 100, 300],
  registers,
});

export const tokens = new Counter({
  name: 'srlm_tokens_total',
  help: 'Tokens of answered requests as the model servers count them; "kind" is "prompt" or "completion".',
  labelNames: ['run', 'stage', 'model', 'kind'],
  registers,
});

export const samples = new Counter({
  name: 'srlm_samples_total',
  help: 'Samples that a stage used: "made" by a model server, or "recalled" from a journal or a recorded call.',
  labelNames: ['run', 'stage', 'source'],
  registers,
});

export const callRetries = new Counter({
  name: 'srlm_call_retries_total',
  help: 'Failures after which a call was made again, by class of failure.',
  labelNames: ['run', 'stage', 'class'],
  registers,
});

export const rowsSetAside = new Counter({
  name: 'srlm_rows_set_aside_total',
  help: 'Calls that were given up so that their rows are set aside, by cause.',
  labelNames: ['run', 'stage', 'cause'],
  registers,
});

export const judgeReplies = new Counter({
  name: 'srlm_judge_replies_total',
  help: 'Judgements and verdicts by how they were read: at "first", "again" when asked once more, "constrained" to a choice, or as "none".',
  labelNames: ['run', 'stage', 'outcome'],
  registers,
});

export const journalSeconds = new Histogram({
  name: 'srlm_journal_lag_seconds',
  help: 'Seconds from the end of a call to its record being on disk.',
  buckets: [0.05, 0.06, 0.08, 0.1, 0.2, 0.5, 1, 5, 30],
  registers,
});

export const journalWaiting = new Gauge({
  name: 'srlm_journal_waiting_records',
  help: 'Finished calls whose records are not on disk yet.',
  registers,
});

export const trackerPublications = new Counter({
  name: 'srlm_tracker_publications_total',
  help: 'Times that a run was published to an experiment tracker, by "outcome": "published" or "failed".',
  labelNames: ['tracker', 'outcome'],
  registers,
});
// A counter that begins at 1 has no increase that an alert could see.
for (const outcome of ['published', 'failed']) trackerPublications.inc({ tracker: 'mlflow', outcome }, 0);
