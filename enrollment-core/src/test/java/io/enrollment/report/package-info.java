/** Tests of what people look at. */
@NullMarked
package io.enrollment.report;

import org.jspecify.annotations.NullMarked;
