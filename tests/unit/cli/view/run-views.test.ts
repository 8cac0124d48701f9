import { createRunView } from '../../../../src/cli/view/run-views';
import { recordingTerminal } from '../recording-terminal';
import { aRunView } from './a-run-view';

const link = 'http://ui/srlm-demo';
const at = (done: number) => aRunView({ status: { progress: { done, total: 4, unit: 'shards' } } });

describe('createRunView', () => {
  it('draws a live view over itself, counting the rows of wrapped lines', () => {
    const terminal = recordingTerminal({ columns: 20 });
    const view = createRunView('live', terminal);
    view.show({ view: aRunView({ status: { progress: null } }), link, atMs: 0 });
    view.show({ view: aRunView({ status: { progress: null } }), link, atMs: 1000 });
    // The headline of 35 characters takes two rows; the blank line and the link take one each.
    expect(terminal.written).toEqual([
      '\u001b[0Jdemo · iteration 1 of 2 · labelling\n\nhttp://ui/srlm-demo',
      '\u001b[4A\u001b[0Jdemo · iteration 1 of 2 · labelling\n\nhttp://ui/srlm-demo',
    ]);
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
    const activity = {
      type: 'trainModel',
      attempt: 1,
      progress: null,
      calls: null,
      waitingFor: null,
      lastFailure: null,
    };
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
