import type { FinishReason } from '../replies';

/** The wire's word for why a sample ended, in ours. `abort` and `error` are thrown before this is asked. */
export function finishReasonOf(wire: string | null | undefined): FinishReason {
  switch (wire) {
    case 'stop':
    case 'length':
    case 'repetition':
      return wire;
    case 'tool_calls':
      return 'tool-calls';
    case 'content_filter':
      return 'content-filter';
    case null:
    case undefined:
    default:
      return 'unknown';
  }
}
