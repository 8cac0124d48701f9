import type { Context } from '@temporalio/activity';
import { log } from '@temporalio/activity';
import { trace } from '@opentelemetry/api';
import type { ActivityInterceptors } from '@temporalio/worker';
import { scopeOf, withinScope, type ActivityScope } from './activity-scope';

/** Gives every activity its scope: in the labels of metrics, the fields of log lines, and the attributes of its span. */
export function scopeInterceptor({ info }: Context): ActivityInterceptors {
  let scope: ActivityScope = { stage: info.activityType };
  return {
    inbound: {
      execute: async (input, next) => {
        scope = scopeOf(info.activityType, input.args[0]);
        trace.getActiveSpan()?.setAttributes(spanAttributes(scope));
        const startedMs = performance.now();
        const result = await withinScope(scope, () => next(input));
        log.info(`${scope.stage} ended`, { seconds: Math.round(performance.now() - startedMs) / 1000 });
        return result;
      },
    },
    outbound: { getLogAttributes: (input, next) => next({ ...input, ...scope }) },
  };
}

function spanAttributes({ run, iteration, iterationAttempt, shard }: ActivityScope) {
  const named = { 'srlm.run': run, 'srlm.iteration': iteration, 'srlm.attempt': iterationAttempt, 'srlm.shard': shard };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
