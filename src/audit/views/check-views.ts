import { z } from 'zod';
import { collectReport } from '../../report/collect-report';
import { stageCostSchema } from '../../report/data/cost-data';
import { reportFiles } from '../../report/report-files';
import { srlmVersion } from '../../core/version';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import type { StoredManifest } from '../manifests/read-manifests';
import { storedJson } from '../stored-json';

const dataSchema = z.looseObject({
  writtenAt: z.iso.datetime(),
  // An earlier version recorded none.
  costs: z.array(stageCostSchema).default([]),
});

/**
 * Makes the report again, as of the moment at which it says it was made. It is a view, so an older one is no difference;
 * what stages cost was observed and is taken from it.
 */
export async function checkViews(
  store: ArtifactStore,
  run: string,
  { manifests, isWhole }: { manifests: readonly StoredManifest[]; isWhole: boolean },
  findings: Findings,
): Promise<void> {
  const layout = runLayout(run);
  const data = await storedJson(store, layout.reportData, dataSchema);
  if (data.kind === 'missing') return;
  if (data.kind === 'malformed') return findings.differ(layout.reportData, `is no report: ${data.problem}`);
  if (!isWhole)
    return findings.cannotProve('the report', 'the run is not finished, or one of its files is not as recorded');
  const { writtenAt, costs } = data.value;
  const made = await collectReport(store, run, { writtenAt: new Date(writtenAt), costs });
  const sameVersion = manifests.every(({ manifest }) => manifest.engines.srlm === srlmVersion);
  for (const { path, text } of reportFiles(made)) {
    const stored = await store.find(path);
    if (!stored) continue;
    const found = await store.readText(stored);
    if (found === text) findings.prove('views', 1);
    else if (sameVersion)
      findings.differ(
        `${path}:${firstLine(found, text)}`,
        'is not what the records give; `srlm report` makes it again',
      );
    else findings.cannotProve(path, 'another version made it; `srlm report` makes it again');
  }
}

function firstLine(found: string, made: string): number {
  const [a, b] = [found.split('\n'), made.split('\n')];
  const index = a.findIndex((line, at) => line !== b[at]);
  return (index < 0 ? a.length : index) + 1;
}
