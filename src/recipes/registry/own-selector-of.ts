import type { OwnSelector, OwnSelectorInput } from '../../core/selection/rules/own-rule';
import type { SelectionRule } from '../../core/selection/selection-rule';
import { ownFunction } from './own-module';

/** What selects, where the rule is a module. @throws InvalidModuleError, ChangedModuleError */
export async function ownSelectorOf(rule: SelectionRule | undefined): Promise<OwnSelector | undefined> {
  return rule?.kind === 'module' ? ownFunction<OwnSelectorInput>(rule.path, 'select') : undefined;
}
