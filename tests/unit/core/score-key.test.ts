import { scoreKey } from '../../../src/core/score-key';

it('names a call as all versions did, so that recorded calls stay known', () => {
  const scored = { prompt: '2 + 2?', response: 'Two and two.\n\n4', answer: '4' };
  expect(scoreKey('http:http://scorer.example/', scored)).toBe(
    'sha256:9948296b7b17529eaadcba741dfb2a96c54afdc83a2863c3c5c410e4a4d9714b',
  );
});
