/**
 * Makes lists of leads that look real and have the flaws that real lists have, the same ones for the same seed. Addresses
 * lie in reserved domains and numbers in ranges kept for fiction, so that nobody real is ever written to.
 */
@NullMarked
package io.enrollment.examples.leads;

import org.jspecify.annotations.NullMarked;
