import { headline, renderView } from '../../../../src/cli/view/render-view';
import { aRunView } from './a-run-view';

const link = 'http://127.0.0.1:8233/namespaces/default/workflows/srlm-demo';
const render = (...given: Parameters<typeof aRunView>) => renderView(aRunView(...given), { link, remainingMs: null });

describe('headline', () => {
  it('says where the run is', () => {
    expect(headline(aRunView())).toBe('demo · iteration 1 of 2 · labelling');
    expect(headline(aRunView({ status: { iteration: 0, stage: 'training', subject: 'M1' } }))).toBe(
      'demo · training M1',
    );
  });

  it('says what a person has asked for', () => {
    expect(headline(aRunView({ status: { paused: true, stopping: true, attempt: 2 } }))).toBe(
      'demo · iteration 1 of 2 (attempt 2) · labelling · paused · stopping after this iteration',
    );
  });

  it('says what goes on to its end before a pause holds', () => {
    const training = { stage: 'training' as const, subject: 'M2', paused: true, pauseWaitsFor: 'training M2' };
    expect(headline(aRunView({ status: training }))).toBe(
      'demo · iteration 1 of 2 · training M2 · paused as soon as training M2 ends',
    );
  });

  it('says how a run ended, also when no worker can tell more', () => {
    expect(headline(aRunView({ state: 'TIMED_OUT', status: null }))).toBe('demo · timed out');
    const stopped = aRunView({ state: 'COMPLETED', status: { stage: 'stopped', stopping: true } });
    expect(headline(stopped)).toBe('demo · iteration 1 of 2 · stopped · completed');
  });
});

describe('renderView', () => {
  it('shows the progress of the stage with shards that are under way counted in part', () => {
    const calls = { made: 30, recalled: 12, quarantined: 0, retried: { transient: 1 } };
    const lines = renderView(
      aRunView({
        activities: [
          {
            type: 'sampleResponses',
            attempt: 2,
            progress: { done: 32, total: 64, unit: 'rows' },
            calls,
            waitingFor: null,
            lastFailure: 'worker died\nat once',
          },
        ],
      }),
      { link, remainingMs: 125_000 },
    );
    expect(lines).toEqual([
      'demo · iteration 1 of 2 · labelling',
      '█████████░░░░░░░░░░░░░░░░░░░░░ 31.3 % · 1 of 4 shards · about 2 min left in this stage',
      '  sampleResponses: 32 of 64 rows · 30 calls made · 12 kept from earlier attempts · 1 made again (transient) · attempt 2 after: worker died',
      '',
      link,
    ]);
  });

  it('shows counts and one bar a score', () => {
    const lines = render({
      status: {
        counts: {
          prompts: 64,
          responses: 256,
          judgements: 768,
          parseRate: 0.98,
          scoreHistogram: [0, 10, 20, 40, 20, 10],
          quarantined: { prompts: 1, responses: 2 },
          pairs: 50,
          discarded: { tie: 14 },
        },
      },
    });
    expect(lines).toContain('64 prompts · 256 responses · 768 judgements · parse rate 98.0 % · 50 pairs');
    expect(lines).toContain('discarded: tie 14');
    expect(lines).toContain('set aside: 1 prompts, 2 responses');
    expect(lines).toContain('score 0 ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ 0');
    expect(lines).toContain('score 3 ██████████████████████████████ 40');
    expect(lines).toContain('score 4 ███████████████░░░░░░░░░░░░░░░ 20');
  });

  it('shows an empty histogram before the first judgement', () => {
    const counts = {
      prompts: 64,
      responses: 0,
      judgements: 0,
      parseRate: null,
      scoreHistogram: [0, 0, 0, 0, 0, 0],
      quarantined: { prompts: 0, responses: 0 },
      pairs: 0,
      discarded: {},
    };
    expect(render({ status: { counts } })).toContain(
      '64 prompts · 0 responses · 0 judgements · parse rate – · 0 pairs',
    );
  });

  it('says what a stage waits for', () => {
    const waiting = {
      type: 'judgeResponses',
      attempt: 1,
      progress: null,
      calls: null,
      waitingFor: 'no live replica',
      lastFailure: null,
    };
    expect(render({ activities: [waiting] })).toContain('  judgeResponses: waits: no live replica');
  });

  it('bounds how many activities it lists', () => {
    const activity = {
      type: 'sampleResponses',
      attempt: 1,
      progress: null,
      calls: null,
      waitingFor: null,
      lastFailure: null,
    };
    expect(render({ activities: Array.from({ length: 11 }, () => activity) })).toContain('  and 3 more');
  });

  it('keeps the last status while no worker answers, and shows why a run failed', () => {
    expect(render({ unanswered: 'no worker answers' })).toContain('  no worker answers');
    const failed = render({ state: 'FAILED', failure: 'The recipe has problems:\n- run: missing' });
    expect(failed).toEqual([
      'demo · iteration 1 of 2 · labelling · failed',
      '  The recipe has problems:',
      '  - run: missing',
      '',
      link,
    ]);
  });

  it('shows models with what was measured, and the report', () => {
    const model = {
      name: 'M1',
      digest: `sha256:${'0'.repeat(64)}`,
      path: 'runs/demo/models/M1',
      parent: null,
      madeBy: 'sft' as const,
    };
    const lines = render({ status: { models: [{ model, comparisons: [] }], report: 'runs/demo/report.html' } });
    expect(lines).toContain('M1     –         –');
    expect(lines).toContain('report: runs/demo/report.html in the store (srlm report demo)');
  });
});
