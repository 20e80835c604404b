/** The first plan of the README, as it stands there. */
@NullMarked
package io.enrollment.examples.first;

import org.jspecify.annotations.NullMarked;
