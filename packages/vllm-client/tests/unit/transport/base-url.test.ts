import { normaliseBaseUrl } from '../../../src/transport/base-url';

test.each([
  ['http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
  ['http://127.0.0.1:8000/', 'http://127.0.0.1:8000'],
  ['http://127.0.0.1:8000/v1', 'http://127.0.0.1:8000'],
  ['https://gateway.example/models/a/v1/', 'https://gateway.example/models/a'],
])('%s becomes %s', (given, expected) => {
  expect(normaliseBaseUrl(given)).toBe(expected);
});

test.each(['127.0.0.1:8000', 'ftp://host', ''])('refuses %p', (given) => {
  expect(() => normaliseBaseUrl(given)).toThrow(TypeError);
});

test('refuses credentials in the address without repeating them', () => {
  expect(() => normaliseBaseUrl('http://user:hunter2@host')).toThrow(/^(?!.*hunter2).*give the key as apiKey/);
});
