import { EngineError, OverloadedError, UnreachableError } from 'vllm-client';
import { mayHaveCrashed } from '../../../../src/activities/labelling/failure-policy';

const baseUrl = 'http://127.0.0.1:8000';
const unreachable = (code: string) =>
  new UnreachableError(code, { baseUrl, cause: Object.assign(new Error(code), { code }) });

it.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE'])(
  'takes a connection that broke (%s) for a possible crash',
  (code) => {
    expect(mayHaveCrashed(unreachable(code))).toBe(true);
  },
);

it.each(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
  'takes a connection that never came about (%s) for no fault of the call',
  (code) => {
    expect(mayHaveCrashed(unreachable(code))).toBe(false);
  },
);

it('tells an engine that failed from one that is busy', () => {
  expect(mayHaveCrashed(new EngineError('dead', { baseUrl }))).toBe(true);
  expect(mayHaveCrashed(new OverloadedError('full', { baseUrl }))).toBe(false);
});
