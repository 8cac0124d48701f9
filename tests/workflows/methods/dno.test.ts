import { z } from 'zod';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod, type PlayedRun } from './play-method';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const small = {
  method: 'dno',
  iterations: 2,
  labelling: { shardSize: 3 },
  // A judge that draws its scores gives few fives.
  selection: { kind: 'margins', critic: 'listwise', minimumPositive: 3, margin: 0.5, ownMargin: 0.5 },
  evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
};

/** Of both shards. */
async function rowsOf(played: PlayedRun, path: (shard: number) => string) {
  return [...(await played.rows(path(0))), ...(await played.rows(path(1)))];
}

const setOf = (rows: readonly Record<string, unknown>[], field: string) => new Set(rows.map((row) => row[field]));
const chatSchema = z.looseObject({ model: z.string() });
const ofTeacher = ({ origin }: Record<string, unknown>) => origin === 'teacher';

describe('method dno (methods section 5: dno_prct)', () => {
  it('adds one response of the teacher to the five of the policy, and has all six scored together', async () => {
    const withServer = (url: string) => ({ roles: { teacher: { url, model: 'teacher' } } });
    const recipe = { ...small, run: 'dno', prompts: { perIteration: 6 }, withServer };
    await playMethod(bed, recipe, async (played) => {
      const layout = iterationLayout('dno', 1, 1);
      const prompts = await played.rows(layout.prompts);
      const responses = await rowsOf(played, layout.responses);
      expect(responses.filter(ofTeacher).map(({ id, model }) => [id, model])).toEqual(
        prompts.map(({ id }) => [`${String(id)}.teacher`, 'external:teacher']),
      );
      expect(responses).toHaveLength(6 * 6);
      const calls = await rowsOf(played, (shard) => layout.calls(`teacher-shard-000${shard}`));
      expect(setOf(calls, 'key')).toEqual(setOf(responses.filter(ofTeacher), 'callKey'));
      const scores = await rowsOf(played, (shard) => layout.criticFeedback('listwise', shard));
      expect(scores).toHaveLength(responses.length);
      expect(setOf(scores, 'responseId')).toEqual(setOf(responses, 'id'));
      // One response to each prompt of both iterations.
      const asked = played.chats.filter((body) => chatSchema.parse(body).model === 'teacher');
      expect(asked).toHaveLength(2 * 6);
    });
  });

  it('admits the teacher on either side of a pair', async () => {
    const withServer = (url: string) => ({ roles: { teacher: { url, model: 'teacher' } } });
    const recipe = { ...small, run: 'dno-sides', iterations: 1, prompts: { perIteration: 6 }, withServer };
    await playMethod(bed, recipe, async (played) => {
      const pairs = await played.rows(iterationLayout('dno-sides', 1, 1).pairs);
      const isTeacher = (id: unknown) => String(id).endsWith('.teacher');
      const kinds = pairs.map(({ chosenId, rejectedId }) => `${isTeacher(chosenId)}>${isTeacher(rejectedId)}`);
      expect(new Set(kinds)).toEqual(new Set(['true>false', 'false>true', 'false>false']));
    });
  });

  it('takes the responses of a file where the recipe names one, without a call', async () => {
    const recipe = {
      ...small,
      run: 'dno-given',
      prompts: { source: 'ift', perIteration: 6 },
      data: { teacher: 'example:ift' },
    };
    await playMethod(bed, recipe, async (played) => {
      const layout = iterationLayout('dno-given', 2, 1);
      const answers = new Map(
        (await played.rows(runLayout('dno-given').seed('teacher.jsonl'))).map(({ id, response }) => [id, response]),
      );
      const file = await played.store.find(runLayout('dno-given').seed('teacher.jsonl'));
      const given = (await rowsOf(played, layout.responses)).filter(ofTeacher);
      expect(given).toHaveLength(6);
      for (const response of given) {
        const { promptId } = response;
        expect(response).toEqual({
          id: `${String(promptId)}.teacher`,
          promptId,
          text: answers.get(promptId),
          finishReason: 'stop',
          model: `file:${file?.sha256}`,
          origin: 'teacher',
        });
      }
      expect((await played.store.list(layout.root)).filter((path) => path.includes('teacher'))).toEqual([]);
    });
  });

  it('mixes old pairs in, and keeps pairs of some prompts back to choose the checkpoint', async () => {
    await playMethod(bed, { ...small, run: 'dno-kept', prompts: { perIteration: 12 } }, async (played) => {
      const layout = iterationLayout('dno-kept', 2, 1);
      const [pairs, rows, keptBack] = [
        await played.rows(layout.pairs),
        await played.rows(layout.trainingRows),
        await played.rows(layout.validationRows),
      ];
      const promptOf = new Map(pairs.map(({ id, promptId }) => [id, promptId]));
      const learned = rows.filter(({ id }) => promptOf.has(id));
      expect(keptBack.length).toBeGreaterThan(0);
      expect(learned.length + keptBack.length).toBe(pairs.length);
      const prompts = new Set(learned.map(({ id }) => promptOf.get(id)));
      for (const { id } of keptBack) expect(prompts).not.toContain(promptOf.get(id));
      expect(rows.length - learned.length).toBe(Math.floor(0.3 * learned.length));
      expect(await played.specification('M3')).toMatchObject({
        objective: 'dpo',
        dataset: { path: layout.trainingRows, rows: rows.length },
        validation: { perEpoch: 4, dataset: { path: layout.validationRows, rows: keptBack.length } },
      });
    });
  });
});
