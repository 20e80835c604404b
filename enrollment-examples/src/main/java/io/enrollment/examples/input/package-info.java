/**
 * Reads lists of subjects, consents and earlier enrollments from CSV and JSON Lines. Every refusal names the file, the
 * line, the column, the value and the rule.
 */
@NullMarked
package io.enrollment.examples.input;

import org.jspecify.annotations.NullMarked;
