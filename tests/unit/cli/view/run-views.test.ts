import { createRunView } from '../../../../src/cli/view/run-views';
import { recordingTerminal } from '../recording-terminal';
import { anActivity, aRunView } from './a-run-view';

const link = 'http://ui/srlm-demo';
const at = (done: number) => aRunView({ status: { progress: { done, total: 4, unit: 'shards' } } });

describe('createRunView', () => {
  it('draws a live view over itself, counting the rows of wrapped lines', () => {
    const terminal = recordingTerminal({ columns: 20 });
    const view = createRunView('live', terminal);
    view.show({ view: aRunView({ status: { stage: 'finished', progress: null } }), link, atMs: 0 });
    view.show({ view: aRunView({ status: { stage: 'finished', progress: null } }), link, atMs: 1000 });
    // The headline of 34 characters takes two rows; the blank line and the link take one each.
    expect(terminal.written).toEqual([
      '\u001b[0Jdemo · iteration 1 of 2 · finished\n\nhttp://ui/srlm-demo',
      '\u001b[4A\u001b[0Jdemo · iteration 1 of 2 · finished\n\nhttp://ui/srlm-demo',
    ]);
  });

  it('keeps within the height of the terminal, so that it can draw over itself', () => {
    const terminal = recordingTerminal({ columns: 80, rows: 6 });
    const notes = ['one', 'two', 'three'];
    createRunView('live', terminal).show({ view: aRunView({ status: { progress: null, notes } }), link, atMs: 0 });
    expect(terminal.written[0]?.split('\n')).toEqual([
      '\u001b[0Jdemo · iteration 1 of 2 · labelling',
      '✓ prompts  ▸ labelling  · pairs  · training  · serving  · evaluation  · report',
      '',
      'note: one',
      '… 4 more lines in a higher window',
    ]);
  });

  it('says in a log how fast calls are made', () => {
    const terminal = recordingTerminal();
    const view = createRunView('lines', terminal);
    const labelling = (made: number, done: number) =>
      aRunView({
        status: { progress: { done, total: 4, unit: 'shards' } },
        activities: [anActivity({ calls: { made, recalled: 0, quarantined: 0, retried: {}, tokens: 100 * made } })],
      });
    view.show({ view: labelling(500, 1), link, atMs: 0 });
    view.show({ view: labelling(560, 2), link, atMs: 30_000 });
    expect(terminal.written.at(-1)).toBe(
      'demo · iteration 1 of 2 · labelling · 50.0 % of the stage, about 60 s left · 2.0 calls a second · 200 tokens a second',
    );
  });

  it('writes a line for a new headline at once and for progress every half minute', () => {
    const terminal = recordingTerminal();
    const view = createRunView('lines', terminal);
    view.show({ view: at(1), link, atMs: 0 });
    view.show({ view: at(2), link, atMs: 10_000 });
    view.show({ view: at(3), link, atMs: 40_000 });
    view.show({ view: aRunView({ status: { stage: 'pairs', progress: null } }), link, atMs: 41_000 });
    expect(terminal.written).toEqual([
      'demo · iteration 1 of 2 · labelling · 25.0 % of the stage',
      'demo · iteration 1 of 2 · labelling · 75.0 % of the stage, about 20 s left',
      'demo · iteration 1 of 2 · pairs',
    ]);
  });

  it('says in a log why nothing moves', () => {
    const terminal = recordingTerminal();
    const view = createRunView('lines', terminal);
    const activity = anActivity({ type: 'trainModel' });
    const serving = { stage: 'serving' as const, subject: 'M2', progress: null };
    view.show({ view: aRunView({ status: serving, activities: [activity] }), link, atMs: 0 });
    const waits = { ...activity, waitingFor: 'its turn at the trainer' };
    view.show({ view: aRunView({ status: serving, activities: [waits] }), link, atMs: 30_000 });
    const failed = { ...activity, attempt: 3, lastFailure: 'no disk space\nat once' };
    view.show({ view: aRunView({ status: serving, activities: [failed] }), link, atMs: 60_000 });
    expect(terminal.written).toEqual([
      'demo · iteration 1 of 2 · serving M2',
      'demo · iteration 1 of 2 · serving M2 · trainModel waits: its turn at the trainer',
      'demo · iteration 1 of 2 · serving M2 · trainModel attempt 3 after: no disk space',
    ]);
  });

  it('writes JSON Lines when something changed', () => {
    const terminal = recordingTerminal();
    const view = createRunView('json', terminal);
    for (const [index, done] of [1, 1, 2].entries()) view.show({ view: at(done), link, atMs: index });
    expect(terminal.written).toHaveLength(2);
    expect(JSON.parse(terminal.written[1] ?? '')).toMatchObject({
      run: 'demo',
      status: { progress: { done: 2 } },
      link,
    });
  });
});
