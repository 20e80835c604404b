/**
 * What people look at, as values: summaries, rows of lists, statistics of steps, what an export says, what an audit finds.
 * Pure: everything here is computed from what was stored, and reads nothing by itself. Captured enrollments and their replay
 * are here, and not beside the simulator, because an engine hands them out and a replay needs none.
 */
@NullMarked
package io.enrollment.report;

import org.jspecify.annotations.NullMarked;
