import { createSolitude } from '../../../src/serving/solitude';

/** Work that says when it begins and ends, and ends when it is told to. */
function piece(log: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => (end = resolve));
  const work = async () => {
    log.push(`${name} begins`);
    await ended;
    log.push(`${name} ends`);
  };
  return { work, end };
}

it('runs a call alone after those under way and before those that come later', async () => {
  const log: string[] = [];
  const { together, alone } = bound();
  const [a, b, c, d] = [piece(log, 'a'), piece(log, 'b'), piece(log, 'c'), piece(log, 'd')];
  const running = [together(a.work), together(b.work), alone(c.work), together(d.work)];
  b.end();
  a.end();
  c.end();
  d.end();
  await Promise.all(running);
  expect(log.slice(0, 2)).toEqual(['a begins', 'b begins']);
  expect(log.slice(4)).toEqual(['c begins', 'c ends', 'd begins', 'd ends']);
});

it('lets the others go on when a call alone fails', async () => {
  const { together, alone } = bound();
  await expect(alone(() => Promise.reject(new Error('crash')))).rejects.toThrow('crash');
  await expect(together(async () => 'answer')).resolves.toBe('answer');
});

it('runs calls alone one after the other', async () => {
  const log: string[] = [];
  const { alone } = bound();
  const [a, b] = [piece(log, 'a'), piece(log, 'b')];
  const running = [alone(a.work), alone(b.work)];
  b.end();
  a.end();
  await Promise.all(running);
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

function bound() {
  const solitude = createSolitude();
  return {
    together: <T>(work: () => Promise<T>) => solitude.together(work),
    alone: <T>(work: () => Promise<T>) => solitude.alone(work),
  };
}
