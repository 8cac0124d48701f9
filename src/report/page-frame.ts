import { html, toMarkup, trustedMarkup, type Html } from './html';
import { pageScript } from './page-script';
import { pageStyle } from './page-style';

/**
 * The texts in a page come from models: whatever they contain, it may load nothing, and runs no script but its own one,
 * which makes no markup of a text.
 */
function contentSecurityPolicy(script: string): string {
  return [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** A page that opens offline, from one file. */
export function pageFrame(title: string, body: Html): string {
  const script = pageScript();
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${trustedMarkup(contentSecurityPolicy(script.source))}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          ${trustedMarkup(pageStyle)}
        </style>
        ${trustedMarkup(`<script>${script.text}</script>`)}
      </head>
      <body>
        ${body}
      </body>
    </html>`;
  return `${toMarkup(page)}\n`;
}
