import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callKey } from '../../../src/core/call-key';
import { temporaryFolder } from '../../temporary-folder';
import { countMade, judgeRun, type Findings, type Reference } from './judge-run';
import type { EngineEvent } from './read-events';
import { runFiles } from './run-files';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const MESSAGES = [{ role: 'user' as const, content: 'Why?' }];
const store = temporaryFolder();
const artifact = (): string => join(store(), 'runs/chaos/pairs.jsonl');
let reference: Reference;

/** One call for one sample, begun and answered at these milliseconds. */
function call(id: string, seed: number, begunAt: number, answeredAt: number): EngineEvent[] {
  const body = { messages: MESSAGES, n: 1, seed, temperature: 1, top_p: 1, max_tokens: 8 };
  return [
    { event: 'start', kind: 'answer', id, at: begunAt, port: 1, weights: 'w', version: DIGEST, body },
    { event: 'finish', id, at: answeredAt, port: 1 },
  ];
}

const keyOf = (seed: number): string =>
  callKey({ modelDigest: DIGEST, messages: MESSAGES, sampling: { temperature: 1, topP: 1, maxTokens: 8 }, seed });
const UNDISTURBED = [...call('1', 1, 0, 10), ...call('2', 2, 1000, 1010)];

function judge(events: EngineEvent[], journaled: string[] = []): Findings {
  const disturbance = { from: 1000, to: 1000, journaled: new Set(journaled) };
  return judgeRun({ reference, events, strikes: [[disturbance]], store: store() });
}

beforeEach(() => {
  mkdirSync(join(store(), 'runs/chaos/models'), { recursive: true });
  writeFileSync(artifact(), '{"id":"1"}\n');
  reference = { files: runFiles(store()), made: countMade(UNDISTURBED), eventCounts: {} };
});
afterEach(() => rmSync(join(store(), 'runs'), { recursive: true, force: true }));

it('finds nothing when a call that was under way at the fault is made again', () => {
  const findings = judge([...UNDISTURBED, ...call('3', 2, 2000, 2010)], [keyOf(1)]);
  expect(findings).toMatchObject({ breaches: [], lost: 0, costs: [{ repeated: 1, allowed: 1 }] });
});

it('finds a call that was over long before the fault and is made again', () => {
  const { breaches } = judge([...UNDISTURBED, ...call('3', 1, 2000, 2010)]);
  expect(breaches).toEqual([expect.stringContaining('was made 2 times')]);
});

it('finds a call that is made again although its reply was journaled', () => {
  const { breaches } = judge([...UNDISTURBED, ...call('3', 2, 2000, 2010)], [keyOf(2)]);
  expect(breaches).toEqual([expect.stringContaining('although its reply was journaled')]);
});

it('finds a call that is never made, and one that no undisturbed run makes', () => {
  const { breaches, lost } = judge([...call('1', 1, 0, 10), ...call('2', 7, 1000, 1010)]);
  expect(lost).toBe(1);
  expect(breaches).toEqual([expect.stringContaining('no undisturbed run'), expect.stringContaining('never made')]);
});

it('finds a recorded reply to a call that no engine was asked', () => {
  const recorded = [1, 7].map((seed) => `${JSON.stringify({ key: keyOf(seed) })}\n`).join('');
  writeFileSync(join(store(), 'runs/chaos/calls.jsonl'), recorded);
  expect(judge(UNDISTURBED).breaches).toContainEqual(expect.stringContaining('1 recorded replies'));
});

it('finds a file that differs, one that is missing and one that is left over', () => {
  writeFileSync(artifact(), '{"id":"2"}\n');
  writeFileSync(join(store(), 'runs/chaos/pairs.jsonl.tmp'), '');
  expect(judge(UNDISTURBED).breaches).toEqual(['pairs.jsonl differs', 'pairs.jsonl.tmp is left over']);
  rmSync(artifact());
  expect(judge(UNDISTURBED).breaches).toContain('pairs.jsonl is missing');
});
