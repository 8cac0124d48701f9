import { chromium, type Browser } from 'playwright-core';
import { findBrowser } from '../infra/embedded/provision/ensure-browser';

/** The browser runs as root, without a display and a GPU, and must call nothing but the page under test. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launchBrowser(): Promise<Browser> {
  const executablePath = findBrowser(process.env);
  if (executablePath === undefined) throw new Error('No Chromium on the PATH; run: npx srlm setup --browser');
  return chromium.launch({ executablePath, args: FLAGS });
}
