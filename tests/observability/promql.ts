import { parser } from '@prometheus-io/lezer-promql';

const strict = parser.configure({ strict: true });
type SyntaxNode = ReturnType<typeof strict.parse>['topNode'];

/** What an expression reads: the metrics, with the labels that it asks of each, and the labels that it groups by. */
export interface Expression {
  metrics: { name: string; labels: string[] }[];
  groupedBy: string[];
}

/** Reads a PromQL expression; variables of Grafana stand for what they mostly are. @throws SyntaxError naming it */
export function parseExpression(expression: string): Expression {
  const plain = expression.replaceAll(/\$__(rate_interval|range|interval)/g, '5m');
  const tree = (() => {
    try {
      return strict.parse(plain);
    } catch (cause) {
      throw new SyntaxError(`not PromQL: ${expression}`, { cause });
    }
  })();
  const textOf = ({ from, to }: SyntaxNode) => plain.slice(from, to);
  const found: Expression = { metrics: [], groupedBy: [] };
  tree.iterate({
    enter({ name, node }) {
      if (name === 'VectorSelector') {
        const labels = node
          .getChild('LabelMatchers')
          ?.getChildren('UnquotedLabelMatcher')
          .flatMap((matcher) => matcher.getChildren('LabelName').map(textOf));
        found.metrics.push({ name: node.getChildren('Identifier').map(textOf).join(''), labels: labels ?? [] });
      }
      if (name === 'GroupingLabels') found.groupedBy.push(...node.getChildren('LabelName').map(textOf));
    },
  });
  return found;
}
