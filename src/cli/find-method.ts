import type { Method } from '../recipes/method';
import { methods } from '../recipes/registry/methods';
import { InvalidInputError } from './errors';

/** @throws InvalidInputError that names the methods that there are */
export function findMethod(name: string): Method {
  const known = methods();
  const method = known.get(name);
  if (method) return method;
  throw new InvalidInputError(`There is no method "${name}"; there are ${[...known.keys()].join(', ')}`);
}
