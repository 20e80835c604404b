/**
 * The store over JDBC: one store class over small dialects, versioned schema scripts and the installer that applies
 * them.
 */
@NullMarked
package io.enrollment.jdbc;

import org.jspecify.annotations.NullMarked;
