package io.enrollment.engine;

/**
 * What an erasure did.
 *
 * @param stopped how many running enrollments were stopped first
 * @param enrollments how many enrollments were made anonymous
 */
public record ErasureResult(int stopped, int enrollments) {}
