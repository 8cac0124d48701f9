import { join } from 'node:path';
import { projectRoot } from '../project-root';
import type { VenvSpecification } from './ensure-venv';

export function inferenceVenv(root: string = projectRoot()): VenvSpecification {
  const folder = join(root, 'infra', 'inference');
  return {
    name: 'inference',
    requirementsFile: join(folder, 'requirements.txt'),
    localPackages: [join(folder, 'vllm-stub')],
  };
}

export function trainerVenv(root: string = projectRoot()): VenvSpecification {
  return { name: 'trainer', requirementsFile: join(root, 'infra', 'trainer', 'requirements.txt') };
}
