package io.enrollment.examples.cluster;

/**
 * One hand-off as the provider saw it.
 *
 * @param key the idempotency key
 * @param node who handed it off
 * @param body the words
 * @param nanos when, by the provider's monotonic clock
 * @param recognized whether the provider took it for a repetition, and did not accept it again
 */
record Receipt(String key, String node, String body, long nanos, boolean recognized) {}
