import { init, type EChartsOption } from 'echarts';
import { html, trustedMarkup, type Html } from '../html';
import { numbersTable } from './numbers-table';
import type { Plot } from './figure';

/** Drawn at the width of a phone and scaled up, so that labels stay readable everywhere. */
const SIZE = { width: 340, height: 210 };

/** A plot as SVG in the page, without a script, with its numbers under it. */
export function drawFigure({ name, title, description, note, table, option }: Plot): Html {
  return html`<figure class="plot">
    <figcaption>${title}</figcaption>
    <div role="img" aria-label="${description}">${drawing(option)}</div>
    ${note ? html`<p class="note">${note}</p>` : null} ${numbersTable(name, title, table)}
  </figure>`;
}

/** The same data gives the same drawing; colours are variables of the page's style sheet, so that it follows light and dark. */
function drawing(option: EChartsOption): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    return trustedMarkup(toInline(chart.renderToSVGString({ useViewBox: true })));
  } finally {
    chart.dispose();
  }
}

/**
 * Takes out what only a page with scripts needs: hover classes, series marks, and clips for moving lines. Their numbers
 * also differ from one rendering to the next.
 */
function toInline(svg: string): string {
  return svg
    .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
    .replace(/<defs\s*>[\s\S]*?<\/defs>/g, '')
    .replace(/ (?:class|clip-path|ecmeta_\w+|xmlns(?::xlink)?|version|baseProfile|pointer-events)="[^"]*"/g, '')
    .replaceAll('\n', '');
}
