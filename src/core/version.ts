/** The version of srlm that made a manifest; a test keeps it equal to package.json. */
export const srlmVersion = '0.1.0';
