import type { ArtifactStore } from '../../store/artifact-store';
import type { Findings } from '../findings';
import type { NamedFile, NamedFiles } from '../named-files';
import { pathProblem } from '../path-problem';

/** Compares every named file with its bytes. Returns the paths of those that are as recorded. */
export async function checkFiles(store: ArtifactStore, findings: Findings, named: NamedFiles): Promise<Set<string>> {
  const intact = new Set<string>();
  for (const file of named.all()) {
    const { path, bytes } = file.artifact;
    const problem = await problemOf(store, file);
    if (problem !== undefined) {
      findings.differ(path, problem);
      continue;
    }
    intact.add(path);
    findings.prove('files', 1);
    findings.prove('bytes', bytes);
  }
  return intact;
}

async function problemOf(store: ArtifactStore, { artifact, by }: NamedFile): Promise<string | undefined> {
  try {
    const found = await store.find(artifact.path);
    if (!found) return `is missing; ${by} names it`;
    if (found.sha256 !== artifact.sha256) return `was changed: ${by} says ${artifact.sha256}, found ${found.sha256}`;
    if (found.rows !== artifact.rows || found.bytes !== artifact.bytes)
      return `${by} says ${artifact.rows} rows in ${artifact.bytes} bytes, found ${found.rows} in ${found.bytes}`;
    return undefined;
  } catch (error) {
    return `${by} names it, and ${pathProblem(error)}`;
  }
}
