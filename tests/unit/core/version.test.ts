import { version } from '../../../package.json';
import { srlmVersion } from '../../../src/core/version';

it('is the version of the package', () => {
  expect(srlmVersion).toBe(version);
});
