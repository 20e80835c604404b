/**
 * Imports: subjects, consents and earlier enrollments from CSV and JSON Lines, streaming by as the audience of enroller runs
 * ({@link io.enrollment.imports.SubjectStream}) or read whole ({@link io.enrollment.imports.SubjectListReader}). Every refusal
 * names the file, the line, the column, the value and the rule. CSV needs Commons CSV on the class path, an optional
 * dependency of this module.
 */
@NullMarked
package io.enrollment.imports;

import org.jspecify.annotations.NullMarked;
