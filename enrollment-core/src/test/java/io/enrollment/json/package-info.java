/** The JSON forms, round trip and fault by fault. */
@NullMarked
package io.enrollment.json;

import org.jspecify.annotations.NullMarked;
