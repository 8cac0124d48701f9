import { explainFailure } from '../../../../infra/embedded/provision/provision-error';

it.each([
  ['error: failed to write: No space left on device (os error 28)', /because the disk is full; free some space/],
  [
    'error: Failed to fetch `torch`\n  dns error: failed to lookup address',
    /because a download did not work; check the network/,
  ],
  ['dial tcp: lookup proxy: no such host', /because a download did not work/],
  ['note\nerror: the file is not a wheel', /^Installing failed: error: the file is not a wheel$/],
  ['', /it printed nothing/],
])('%j is explained in one sentence', (output, expected) => {
  expect(explainFailure('Installing', output)).toMatch(expected);
});
