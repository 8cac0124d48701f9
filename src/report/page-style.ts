import { base } from './styles/base';
import { colors } from './styles/colors';
import { pairs } from './styles/pairs';
import { tables } from './styles/tables';
import { verdict } from './styles/verdict';

/** The style sheet of the pages that reports are. */
export const pageStyle = [colors, base, verdict, tables, pairs].join('');
