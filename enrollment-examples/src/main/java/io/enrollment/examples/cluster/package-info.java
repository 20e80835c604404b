/**
 * Several engine processes on one PostgreSQL, killed again and again while they hand messages to a provider, and the proof that
 * nothing was sent twice, lost or left lying.
 */
@NullMarked
package io.enrollment.examples.cluster;

import org.jspecify.annotations.NullMarked;
