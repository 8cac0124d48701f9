import { pickReplica, type Candidate } from '../../../src/pool/pick-replica';
import { rendezvousScore } from '../../../src/pool/rendezvous-score';

const replica = (url: string, inFlight: number, lastPick = 0): Candidate => ({ url, inFlight, lastPick });
const urls = ['http://a', 'http://b', 'http://c'];
const keys = Array.from({ length: 3_000 }, (_, index) => `prompt-${index}`);
const ownerOf = (key: string, among: readonly string[]) =>
  pickReplica(
    among.map((url) => replica(url, 0)),
    64,
    key,
  )?.url;

test('without a key the least busy replica takes the call, among equals the one picked longest ago', () => {
  expect(pickReplica([replica('a', 2), replica('b', 1), replica('c', 3)], 64)?.url).toBe('b');
  expect(pickReplica([replica('a', 1, 7), replica('b', 1, 5), replica('c', 1, 6)], 64)?.url).toBe('b');
});

test('there is no replica when all are full or none is live', () => {
  expect(pickReplica([replica('a', 2), replica('b', 2)], 2, 'key')).toBeUndefined();
  expect(pickReplica([], 2)).toBeUndefined();
});

test('a key goes to its owner while that has room, then to the least busy of the others', () => {
  const [owner, ...others] = urls.toSorted((a, b) => rendezvousScore('key', b) - rendezvousScore('key', a));
  const [second = '', third = ''] = others;
  expect(pickReplica([replica(owner ?? '', 3), replica(second, 0), replica(third, 0)], 4, 'key')?.url).toBe(owner);
  expect(pickReplica([replica(owner ?? '', 4), replica(second, 2), replica(third, 1)], 4, 'key')?.url).toBe(third);
  expect(pickReplica([replica(third, 1), replica(owner ?? '', 4), replica(second, 1)], 4, 'key')?.url).toBe(second);
});

test('keys spread evenly over the replicas', () => {
  const counts = urls.map((url) => keys.filter((key) => ownerOf(key, urls) === url).length);
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});

test('when a replica goes, only its own keys move', () => {
  const left = ['http://a', 'http://c'];
  const moved = keys.filter((key) => ownerOf(key, urls) !== ownerOf(key, left));
  expect(moved.every((key) => ownerOf(key, urls) === 'http://b')).toBe(true);
});
