/** Tests of the decisions, rule by rule and as laws, driven without an engine. */
@NullMarked
package io.enrollment.enrollment;

import org.jspecify.annotations.NullMarked;
