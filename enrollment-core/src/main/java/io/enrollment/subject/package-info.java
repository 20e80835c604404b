/**
 * Who is enrolled: subjects, their contact points, attributes, consents and opt-outs. Plain immutable values.
 */
@NullMarked
package io.enrollment.subject;

import org.jspecify.annotations.NullMarked;
