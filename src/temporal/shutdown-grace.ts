/** How long a worker that is asked to stop lets its calls end. What stops it (infra/) must wait longer before it kills. */
export const shutdownGraceSeconds = 20;
