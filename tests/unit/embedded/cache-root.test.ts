import { cacheRoot } from '../../../infra/embedded/cache-root';

it.each([
  [{ SRLM_CACHE: '/big/srlm', XDG_CACHE_HOME: '/xdg', HOME: '/home/a' }, '/big/srlm'],
  [{ XDG_CACHE_HOME: '/xdg', HOME: '/home/a' }, '/xdg/srlm'],
  [{ XDG_CACHE_HOME: '', HOME: '/home/a' }, '/home/a/.cache/srlm'],
])('%j keeps shared tools in %s', (environment, expected) => {
  expect(cacheRoot(environment)).toBe(expected);
});
