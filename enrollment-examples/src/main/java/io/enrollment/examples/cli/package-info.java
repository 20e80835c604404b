/**
 * The commands, and what they share: options, tables, colors, progress, exit codes.
 */
@NullMarked
package io.enrollment.examples.cli;

import org.jspecify.annotations.NullMarked;
