import { artifactSchema, modelReferenceSchema, type Artifact, type ModelReference } from '../core/records';

export interface References {
  artifacts: Artifact[];
  models: ModelReference[];
}

/** Every reference to a file or a model anywhere inside a value that was read from a history or a manifest. */
export function referencesIn(value: unknown, found: References = { artifacts: [], models: [] }): References {
  if (typeof value !== 'object' || value === null) return found;
  const artifact = 'sha256' in value ? artifactSchema.safeParse(value) : undefined;
  if (artifact?.success) found.artifacts.push(artifact.data);
  const model = 'madeBy' in value ? modelReferenceSchema.safeParse(value) : undefined;
  if (model?.success) found.models.push(model.data);
  if (artifact?.success || model?.success) return found;
  for (const member of Object.values(value)) referencesIn(member, found);
  return found;
}
