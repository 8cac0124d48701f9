import * as errors from '../../../src/errors';
import { errorOfStatus } from '../../../src/transport/error-of-status';
import { serverMessage } from '../../../src/transport/server-message';

const where = { baseUrl: 'http://host', route: 'POST /v1/completions' };
const context = "This model's maximum context length is 2048 tokens. However, your prompt contains 9000 characters";

test.each([
  [400, 'temperature must be non-negative', errors.InvalidRequestError, false],
  [400, context, errors.PromptTooLongError, false],
  [400, 'max_tokens must be at least 1, got 0. (parameter=max_tokens, value=0)', errors.PromptTooLongError, false],
  [400, 'max_tokens=9000 cannot be greater than max_model_len=2048', errors.InvalidRequestError, false],
  [401, 'Unauthorized', errors.UnauthorizedError, false],
  [403, undefined, errors.UnauthorizedError, false],
  [404, 'The model `m` does not exist.', errors.UnknownModelError, false],
  [404, 'Not Found', errors.UnknownRouteError, false],
  [404, undefined, errors.UnknownRouteError, false],
  [422, 'unreachable media', errors.InvalidRequestError, false],
  [429, undefined, errors.OverloadedError, true],
  [500, 'EngineCore died', errors.EngineError, true],
  [501, 'not supported', errors.InvalidRequestError, false],
  [502, '<html>Bad Gateway</html>', errors.UnreachableError, true],
  [503, 'queue full', errors.OverloadedError, true],
  [504, undefined, errors.UnreachableError, true],
  [307, undefined, errors.MalformedReplyError, true],
])('%i saying %p is a %p', (status, message, expected, retryable) => {
  const error = errorOfStatus(status, message, where);
  expect(error.constructor).toBe(expected);
  expect(error).toMatchObject({ name: expected.name, retryable, status, baseUrl: 'http://host' });
  expect(error.message).toContain(message ?? `POST /v1/completions gave ${status}`);
});

test.each([
  ['{"error": {"message": "too warm", "type": "BadRequestError", "code": 400}}', 'too warm'],
  ['{"error": "Unauthorized"}', 'Unauthorized'],
  ['{"detail": "Not Found"}', 'Not Found'],
  ['{"message": "flat"}', 'flat'],
  ['upstream connect error', 'upstream connect error'],
  ['', undefined],
  ['x'.repeat(5_000), 'x'.repeat(2_000)],
])('the body %p says %p', (body, expected) => {
  expect(serverMessage(body)).toBe(expected);
});
