/**
 * The ways out of the quickstart: SMTP to a mail server, HTTP to a text endpoint, both within the process, and a drop on
 * disk that keeps what was accepted.
 */
@NullMarked
package io.enrollment.examples.delivery;

import org.jspecify.annotations.NullMarked;
