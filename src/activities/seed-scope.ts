export { seedScope } from '../core/seed-scope';
