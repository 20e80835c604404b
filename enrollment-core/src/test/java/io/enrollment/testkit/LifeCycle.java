package io.enrollment.testkit;

import static io.enrollment.plan.EnrollmentStatus.ASSIGNED;
import static io.enrollment.plan.EnrollmentStatus.COMPLETED;
import static io.enrollment.plan.EnrollmentStatus.EXPIRED;
import static io.enrollment.plan.EnrollmentStatus.FAILED;
import static io.enrollment.plan.EnrollmentStatus.IN_PROGRESS;
import static io.enrollment.plan.EnrollmentStatus.PAUSED;
import static io.enrollment.plan.EnrollmentStatus.PENDING_DEPLOYMENT;
import static io.enrollment.plan.EnrollmentStatus.QUEUED;
import static io.enrollment.plan.EnrollmentStatus.STOPPED;

import com.google.common.collect.Sets;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The states of an enrollment and the ways between them, as a table to test against. */
public final class LifeCycle {

    /** What the log of one that has ended may still tell: what was under way, and what came back from outside. */
    public static final Set<LogKind> AFTER_THE_END = Sets.immutableEnumSet(
            LogKind.SENT,
            LogKind.ACTED,
            LogKind.ENROLLED_IN,
            LogKind.UNCERTAIN,
            LogKind.RESOLVED,
            LogKind.LATE_OUTCOME,
            LogKind.REMOVED,
            LogKind.DELIVERED,
            LogKind.OPENED,
            LogKind.CLICKED,
            LogKind.REPLIED,
            LogKind.REPLY_UNDONE,
            LogKind.BOUNCED,
            LogKind.COMPLAINED,
            LogKind.UNSUBSCRIBED,
            LogKind.HELP_ASKED);

    /** What is done once for a step and never again. */
    public static final Set<LogKind> CARRIED_OUT =
            Sets.immutableEnumSet(LogKind.SENT, LogKind.ACTED, LogKind.ENROLLED_IN);

    private LifeCycle() {}

    /**
     * A way from one state to another.
     *
     * @param from the state before; empty for one that begins
     * @param to the state after it
     */
    record Passage(Optional<EnrollmentStatus> from, EnrollmentStatus to) {
        static Passage of(EnrollmentStatus from, EnrollmentStatus to) {
            return new Passage(Optional.of(from), to);
        }
    }

    /** Every way that may be taken; nothing leads out of an end, and back to QUEUED only while nothing was carried out. */
    static Set<Passage> passages() {
        Set<Passage> all = new LinkedHashSet<>();
        all.add(new Passage(Optional.empty(), QUEUED));
        add(all, QUEUED, IN_PROGRESS, PENDING_DEPLOYMENT, ASSIGNED, PAUSED, FAILED, COMPLETED, STOPPED, EXPIRED);
        add(all, IN_PROGRESS, PENDING_DEPLOYMENT, ASSIGNED, PAUSED, FAILED, COMPLETED, STOPPED, EXPIRED);
        add(all, PENDING_DEPLOYMENT, QUEUED, IN_PROGRESS, ASSIGNED, PAUSED, FAILED, COMPLETED, STOPPED, EXPIRED);
        add(all, ASSIGNED, IN_PROGRESS, PAUSED, COMPLETED, STOPPED, EXPIRED);
        add(all, PAUSED, QUEUED, IN_PROGRESS, ASSIGNED, FAILED, COMPLETED, STOPPED, EXPIRED);
        add(all, FAILED, QUEUED, IN_PROGRESS, COMPLETED, STOPPED, EXPIRED);
        return all;
    }

    private static void add(Set<Passage> all, EnrollmentStatus from, EnrollmentStatus... to) {
        for (EnrollmentStatus one : to) {
            all.add(Passage.of(from, one));
        }
    }
}
