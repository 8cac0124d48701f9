import { html, type Html } from '../html';
import type { ReportData } from '../report-data';

export function recipeSection({ recipe }: ReportData): Html {
  return html`<section id="recipe">
    <h2>Recipe</h2>
    <details>
      <summary>Every field as it was resolved when the run started</summary>
      <pre tabindex="0">${JSON.stringify(recipe, null, 2)}</pre>
    </details>
  </section>`;
}
