import { init, type EChartsOption } from 'echarts';
import { html, trustedMarkup, type Html } from '../html';

/** Drawn at the width of a phone and scaled up, so that labels stay readable everywhere. */
const SIZE = { width: 340, height: 210 };

export interface Plot {
  title: string;
  /** What the plot says, for people who do not see it. */
  description: string;
  note?: string;
  option: EChartsOption;
}

/** A plot as SVG in the page: no script, and colours from the page's own style sheet, so that it follows light and dark. */
export function drawPlot({ title, description, note, option }: Plot): Html {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  try {
    chart.setOption({ animation: false, textStyle: { fontFamily: 'inherit' }, ...option });
    const svg = trustedMarkup(toInline(chart.renderToSVGString({ useViewBox: true })));
    return html`<figure class="plot">
      <figcaption>${title}</figcaption>
      <div role="img" aria-label="${description}">${svg}</div>
      ${note ? html`<p class="note">${note}</p>` : null}
    </figure>`;
  } finally {
    chart.dispose();
  }
}

/**
 * Takes out what only a page with scripts needs: hover classes, series marks, and clips for moving lines. Their numbers
 * also differ from one rendering to the next, and the same data is to give the same page.
 */
function toInline(svg: string): string {
  return svg
    .replace(/<style\s*>[\s\S]*?<\/style>/g, '')
    .replace(/<defs\s*>[\s\S]*?<\/defs>/g, '')
    .replace(/ (?:class|clip-path|ecmeta_\w+|xmlns(?::xlink)?|version|baseProfile|pointer-events)="[^"]*"/g, '')
    .replaceAll('\n', '');
}
