/**
 * The architecture as rules that run, and broken classes that show that each rule can fail.
 */
@NullMarked
package io.enrollment.architecture;

import org.jspecify.annotations.NullMarked;
