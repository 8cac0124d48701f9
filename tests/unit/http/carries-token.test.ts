import { carriesToken } from '../../../infra/http/carries-token';

it.each([
  ['Bearer hush', true],
  ['Bearer hush ', false],
  ['bearer hush', false],
  ['hush', false],
  ['', false],
  [undefined, false],
])('carriesToken: %j is %j', (header, expected) => {
  expect(carriesToken(header, 'hush')).toBe(expected);
});
