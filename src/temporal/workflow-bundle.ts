import type { BundleOptions } from '@temporalio/worker';

/** What of a worker's settings is decided inside the sandbox of its workflows, and so when they are bundled. */
export interface BundleKind {
  /** Whether failures become payloads, which are encrypted. */
  encrypts: boolean;
  /** Whether workflows make spans. */
  traces: boolean;
}

export const bundleKinds: readonly BundleKind[] = [false, true].flatMap((encrypts) =>
  [false, true].map((traces) => ({ encrypts, traces })),
);

/** For example `encrypting-bundle.js`. */
export function bundleName({ encrypts, traces }: BundleKind): string {
  return [...(encrypts ? ['encrypting'] : []), ...(traces ? ['tracing'] : []), 'bundle.js'].join('-');
}

export function bundleOptions({ encrypts, traces }: BundleKind): Partial<BundleOptions> {
  return {
    ...(encrypts ? { failureConverterPath: require.resolve('./encryption/failure-converter') } : {}),
    ...(traces
      ? {
          workflowInterceptorModules: [
            require.resolve('@temporalio/interceptors-opentelemetry/lib/workflow-interceptors'),
          ],
        }
      : {}),
  };
}
