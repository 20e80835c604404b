/**
 * What the packages of the engine share among themselves: not part of the API, may change in any release.
 */
@NullMarked
package io.enrollment.internal;

import org.jspecify.annotations.NullMarked;
