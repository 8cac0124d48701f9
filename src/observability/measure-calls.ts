import type { CallObserver } from 'vllm-client';
import { scopeLabels } from './activity-scope';
import { callSeconds, tokens } from './metrics';

/** Counts every request to a model server, with its seconds, tokens and outcome. */
export const measureCalls: CallObserver = ({ model }) => {
  const labels = { ...scopeLabels(), model };
  const startedMs = performance.now();
  return {
    ended: (end) => {
      const outcome = end.kind === 'answered' ? end.kind : nameOf(end.error);
      callSeconds.observe({ ...labels, outcome }, (performance.now() - startedMs) / 1000);
      if (end.kind === 'failed' || !end.usage) return;
      tokens.inc({ ...labels, kind: 'prompt' }, end.usage.promptTokens);
      tokens.inc({ ...labels, kind: 'completion' }, end.usage.completionTokens);
    },
  };
};

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
