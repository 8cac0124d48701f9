import type { Command } from 'commander';
import { renderAudit } from '../../audit/render-audit';
import { verifyBundle } from '../../audit/bundle/verify-bundle';
import { jsonOption, print, type CommandContext, type JsonOptions } from '../command-context';
import { requireSame } from '../require-same';
import { replaying, withReplay } from '../run-sources';

const HELP = `
Needs neither a Temporal server nor the store. Compare the printed digest with the one that was kept at the export.

Examples:
  srlm audit verify demo.audit.jsonl
  srlm audit verify demo.audit.jsonl --store /mnt/store     hashes the weights too`;

export function addAuditVerify(audit: Command, context: CommandContext): void {
  audit
    .command('verify')
    .summary('audit an exported file')
    .description('Audits the file that `srlm audit export` wrote.')
    .argument('<FILE>', 'the exported file')
    .option('--store <dir>', 'a store that holds the weights; their files are hashed')
    .option('--selector <file>', 'the module that selected, where a recipe names one: it is run')
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action(async (file: string, options: JsonOptions & { store?: string; selector?: string }) => {
      const { selector } = options;
      const report = await withReplay(() =>
        verifyBundle(file, {
          ...replaying(context.environment().temporal),
          weights: options.store,
          selectorFile: selector === undefined ? undefined : () => selector,
        }),
      );
      const { sha256, exportedAt, srlm } = report.bundle;
      const text = `${renderAudit(report)}\n\nBundle of srlm ${srlm}, exported at ${exportedAt}: ${sha256}`;
      print(context.terminal, options, report, text);
      requireSame(report);
    });
}
