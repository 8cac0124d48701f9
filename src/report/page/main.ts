import { startNumberDownloads } from './number-downloads';
import { startPairBrowser } from './pair-browser';
import { startSectionLinks } from './section-links';
import { readStoredPairs } from './stored-pairs';
import { applyStoredTheme, startThemeButton } from './theme';

/** Everything in the page that moves. Without it the page still shows every figure, and a few pairs. */
function start(): void {
  const button = document.getElementById('theme');
  if (button) startThemeButton(button);
  const nav = document.querySelector('nav');
  if (nav) startSectionLinks(nav);
  startNumberDownloads();
  const place = document.getElementById('pair-browser');
  const pairs = readStoredPairs();
  if (place && pairs) startPairBrowser(place, pairs, place.dataset['run'] ?? '');
}

applyStoredTheme();
document.addEventListener('DOMContentLoaded', start);
