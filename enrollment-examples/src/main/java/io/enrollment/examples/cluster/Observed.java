package io.enrollment.examples.cluster;

import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found after a cluster came to rest.
 *
 * @param kind what the provider does
 * @param enrolled the ids of all enrollments that were reported as made
 * @param expected the keys of all messages that they must lead to
 * @param statuses the stored enrollments by id
 * @param logged what the log tells of each key
 * @param findings what an audit of the database found
 * @param queued whether anything is still in the queue
 * @param receipts what the provider was handed
 * @param inDoubt the keys that a killed node had marked as about to leave, and not settled
 * @param unanswered the keys that a living node put down as uncertain, because the provider did not answer in time
 * @param trapped the keys that certainly were at the provider, unanswered, when their node was killed
 */
record Observed(
        ProviderKind kind,
        Set<String> enrolled,
        Set<String> expected,
        Map<String, EnrollmentStatus> statuses,
        Map<String, List<LogKind>> logged,
        List<String> findings,
        boolean queued,
        List<Receipt> receipts,
        Set<String> inDoubt,
        Set<String> unanswered,
        Set<String> trapped) {}
