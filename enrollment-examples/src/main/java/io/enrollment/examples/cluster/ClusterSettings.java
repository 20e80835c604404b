package io.enrollment.examples.cluster;

/**
 * What a trial of a cluster is like.
 *
 * @param provider what the provider does with repeated keys
 * @param nodes how many processes there are at a time
 * @param rounds how many of them are killed in all, one after the other
 * @param subjects how many people are enrolled, an even share in each round
 * @param seed what the chance begins with
 */
public record ClusterSettings(ProviderKind provider, int nodes, int rounds, int subjects, long seed) {}
