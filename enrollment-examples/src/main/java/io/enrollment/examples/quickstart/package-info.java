/**
 * The whole way, end to end: plans and leads from files, an H2 database on disk, a mail server and a text endpoint within
 * the process, and a virtual clock that lets a year go by.
 */
@NullMarked
package io.enrollment.examples.quickstart;

import org.jspecify.annotations.NullMarked;
