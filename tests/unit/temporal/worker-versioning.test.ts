import { workerVersioning } from '../../../src/temporal/worker-versioning';

describe('workerVersioning', () => {
  it('leaves a worker unversioned where the environment names no deployment', () => {
    expect(workerVersioning({ deployment: undefined, buildId: undefined })).toEqual({});
  });

  it('lets workflows move on to the current version', () => {
    expect(workerVersioning({ deployment: 'srlm', buildId: 'a1' }).workerDeploymentOptions).toEqual({
      version: { deploymentName: 'srlm', buildId: 'a1' },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    });
  });

  it.each([
    { deployment: 'srlm', buildId: undefined },
    { deployment: undefined, buildId: 'a1' },
  ])('refuses one without the other: %j', (versioning) => {
    expect(() => workerVersioning(versioning)).toThrow('SRLM_DEPLOYMENT and SRLM_BUILD_ID go together');
  });
});
