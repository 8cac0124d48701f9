import { headline, renderView } from '../../../../src/cli/view/render-view';
import { anActivity, aRunView } from './a-run-view';

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
    const calls = { made: 30, recalled: 12, quarantined: 0, retried: { transient: 1 }, tokens: 5400 };
    const lines = renderView(
      aRunView({
        activities: [
          anActivity({
            attempt: 2,
            progress: { done: 32, total: 64, unit: 'rows' },
            calls,
            lastFailure: 'worker died\nat once',
          }),
        ],
      }),
      { link, remainingMs: 125_000 },
    );
    expect(lines).toEqual([
      'demo · iteration 1 of 2 · labelling',
      '✓ prompts  ▸ labelling  · pairs  · training  · serving  · evaluation  · report',
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
          duplicates: 3,
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
    expect(lines).toContain('left out: 3 responses that read as another one of their prompt');
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

  it('shows the scores of shards under way with those of the finished ones, how fast calls go, and every replica', () => {
    const counts = {
      prompts: 8,
      responses: 8,
      judgements: 4,
      parseRate: 1,
      scoreHistogram: [0, 0, 0, 4, 0, 0],
      quarantined: { prompts: 0, responses: 0 },
      pairs: 0,
      discarded: {},
    };
    const judging = (id: string, inFlight: number) =>
      anActivity({
        id,
        type: 'judgeResponses',
        scores: [0, 0, 0, 0, 0, 2],
        replicas: [
          { url: 'http://a', state: 'closed', inFlight, running: 8, waiting: 3 },
          { url: 'http://b', state: 'open', inFlight: 0, running: null, waiting: null },
        ],
      });
    const lines = renderView(aRunView({ status: { counts }, activities: [judging('1', 5), judging('2', 6)] }), {
      link,
      remainingMs: null,
      throughput: { callsPerSecond: 12.34, tokensPerSecond: 4321 },
    });
    expect(lines).toContain('12 calls a second · 4,321 tokens a second');
    expect(lines).toContain('  http://a: 6 calls in flight · 8 running · 3 waiting');
    expect(lines).toContain('  http://b: takes no calls · 0 calls in flight');
    expect(lines).toContain('score 3 ██████████████████████████████ 4');
    expect(lines).toContain('score 5 ██████████████████████████████ 4');
  });

  it('says what the report says and where it is', () => {
    const lines = render({ status: { report: 'r', reportLink: 'file:///s/r', headline: 'M2 is better than M1.' } });
    expect(lines.slice(-3)).toEqual(['M2 is better than M1.', 'report: file:///s/r (srlm report demo)', link]);
  });

  it('says what a stage waits for', () => {
    const waiting = anActivity({ type: 'judgeResponses', waitingFor: 'no live replica' });
    expect(render({ activities: [waiting] })).toContain('  judgeResponses: waits: no live replica');
  });

  it('bounds how many activities it lists', () => {
    expect(render({ activities: Array.from({ length: 11 }, () => anActivity()) })).toContain('  and 3 more');
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
