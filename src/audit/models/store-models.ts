import { isErrorWithCode } from '../../core/error-code';
import { measureModel } from '../../store/model-digest';
import { resolveInStore } from '../../store/store-path';
import type { ModelFolders } from '../audit-sources';

/** The model folders of a store, hashed file by file. */
export function storeModels(root: string): ModelFolders {
  return {
    async files(path) {
      try {
        return { kind: 'hashed', files: await measureModel(resolveInStore(root, path)) };
      } catch (error) {
        if (isErrorWithCode(error, 'ENOENT')) return undefined;
        throw error;
      }
    },
  };
}
