/**
 * What hosts test their own parts with: contracts of the SPI, recording channels and arbitraries; published as the
 * {@code tests} artifact.
 */
@NullMarked
package io.enrollment.testkit;

import org.jspecify.annotations.NullMarked;
