// `make-model.mjs FOLDER NAME`: a base model for a run against the stubs.
import { writeModel } from './model-files.mjs';

writeModel(...process.argv.slice(2, 4));
