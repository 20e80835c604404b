/**
 * The JSON forms of what people author and of what the engine stores: the only home of Jackson. What people author is
 * read strictly, and every fault is reported with a JSON Pointer (RFC 6901) to its place.
 */
@NullMarked
package io.enrollment.json;

import org.jspecify.annotations.NullMarked;
