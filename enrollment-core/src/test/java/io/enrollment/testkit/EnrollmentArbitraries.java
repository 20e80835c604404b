package io.enrollment.testkit;

import io.enrollment.calendar.DueTime;
import io.enrollment.calendar.ResolvedZone;
import io.enrollment.calendar.ZoneSource;
import io.enrollment.eligibility.CheckName;
import io.enrollment.eligibility.CheckResult;
import io.enrollment.eligibility.EntryOrigin;
import io.enrollment.eligibility.Verdict;
import io.enrollment.enrollment.Assignment;
import io.enrollment.enrollment.Counters;
import io.enrollment.enrollment.Ending;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.enrollment.Failure;
import io.enrollment.enrollment.Heard;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LastAttempt;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Pause;
import io.enrollment.enrollment.PauseCause;
import io.enrollment.enrollment.PersonWork;
import io.enrollment.enrollment.StartShift;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EntryPurpose;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/** Random states of enrollments, log entries and attempts: each valid by itself, none the outcome of a decision. */
public final class EnrollmentArbitraries {

    private EnrollmentArbitraries() {}

    /** States in every status, with the details that the status asks for. */
    public static Arbitrary<Enrollment> enrollments() {
        return Combinators.combine(positions(), Arbitraries.of(EnrollmentStatus.class))
                .flatAs(EnrollmentArbitraries::inStatus)
                .withoutEdgeCases();
    }

    private static Arbitrary<Enrollment> inStatus(Enrollment.Builder state, EnrollmentStatus status) {
        state.status(status);
        if (status.isTerminal()) {
            return Combinators.combine(Arbitraries.of(EndCause.class), instants(), Arbitraries.of(true, false))
                    .as((cause, at, removed) ->
                            state.ending(new Ending(cause, at)).removed(removed).build());
        }
        state.step(StepKey.of("now"));
        if (status == EnrollmentStatus.PAUSED) {
            return pauses().map(pause -> state.pause(pause).build());
        }
        if (status == EnrollmentStatus.ASSIGNED) {
            return Combinators.combine(assignments(), dueTimes().optional())
                    .as((open, due) -> state.work(
                                    new PersonWork(Optional.of(open), 1, Optional.empty(), Optional.empty()))
                            .due(due)
                            .build());
        }
        return status == EnrollmentStatus.FAILED
                ? failures().map(failure -> state.failure(failure).build())
                : dueTimes().map(due -> state.due(due).build());
    }

    private static Arbitrary<Enrollment.Builder> positions() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 9);
        return Builders.withBuilder(Enrollment::builder)
                .use(ids())
                .in((state, id) -> state.id(id))
                .use(StepArbitraries.names())
                .in((state, name) -> state.organization(OrganizationId.of(name)))
                .use(StepArbitraries.names())
                .in((state, name) -> state.plan(PlanId.of(name)).eventKey(EventKey.of(name)))
                .use(StepArbitraries.names())
                .in((state, name) -> state.subject(SubjectId.of(name)))
                .use(StepArbitraries.names().optional())
                .in((state, name) -> state.subjectName(name))
                .use(small.map(n -> n + 1))
                .in((state, n) -> state.version(n).cycle(n).occurrence(n).nextSeq(3_000_000_000L * n))
                .use(small)
                .in((state, n) -> state.failures(n))
                .use(Arbitraries.of(EntryPurpose.class))
                .in((state, purpose) -> state.purpose(purpose))
                .use(instants())
                .in((state, at) -> state.enrolledAt(at).anchor(at.plusSeconds(1)))
                .use(instants().optional())
                .in((state, at) -> state.lastHandOff(at).unsettledHandOff(at).waitOver(at))
                .use(shifts())
                .in((state, shift) -> state.startShift(shift))
                .use(StepArbitraries.names().optional())
                .in((state, why) -> state.heldBecause(why))
                .use(StepArbitraries.names().map(StepKey::of).set().ofMaxSize(4))
                .in((state, done) -> state.done(done))
                .use(work())
                .in((state, work) -> state.work(work))
                .use(heard())
                .in((state, heard) -> state.heard(heard))
                .use(small.list().ofSize(8).map(EnrollmentArbitraries::counters))
                .in((state, counters) -> state.counters(counters))
                .build();
    }

    private static Arbitrary<StartShift> shifts() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 9);
        return Combinators.combine(instants().optional(), small, small, small)
                .as((at, time, days, businessDays) -> new StartShift(at, Duration.ofMillis(time), days, businessDays));
    }

    private static Arbitrary<Assignment> assignments() {
        return Combinators.combine(
                        StepArbitraries.names(), instants(), instants().optional())
                .as(Assignment::new);
    }

    private static Arbitrary<PersonWork> work() {
        Arbitrary<LastAttempt> last = Combinators.combine(StepArbitraries.names(), instants())
                .as((name, at) -> new LastAttempt(StepKey.of(name), name, at));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        last.optional(),
                        instants().optional())
                .as((attempts, tried, made) -> new PersonWork(Optional.empty(), attempts, tried, made));
    }

    private static Arbitrary<Heard> heard() {
        Arbitrary<Heard.Seen> seen =
                Combinators.combine(instants(), Arbitraries.of(true, false)).as(Heard.Seen::new);
        Arbitrary<Integer> few = Arbitraries.integers().between(0, 3);
        return Combinators.combine(
                        Arbitraries.maps(StepArbitraries.names(), seen).ofMaxSize(2),
                        Arbitraries.maps(Arbitraries.of(ChannelKind.class), StepArbitraries.names())
                                .ofMaxSize(2),
                        instants().optional(),
                        few,
                        few)
                .as(Heard::new);
    }

    private static Counters counters(List<Integer> n) {
        return new Counters(n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), n.get(5), n.get(6), n.get(7));
    }

    private static Arbitrary<Pause> pauses() {
        return Combinators.combine(
                        instants(),
                        Arbitraries.of(PauseCause.class).set().ofMinSize(1),
                        dueTimes().optional())
                .as(Pause::new);
    }

    private static Arbitrary<Failure> failures() {
        return Combinators.combine(StepArbitraries.names(), StepArbitraries.names(), instants())
                .as(Failure::new);
    }

    /** Due times with up to three words of derivation. */
    public static Arbitrary<DueTime> dueTimes() {
        Arbitrary<ResolvedZone> zones = Combinators.combine(TimeArbitraries.zones(), Arbitraries.of(ZoneSource.class))
                .as(ResolvedZone::new);
        return Combinators.combine(
                        instants(), zones, StepArbitraries.names().list().ofMaxSize(3))
                .as((at, zone, words) -> new DueTime(at, at.atZone(zone.zone()).toLocalDateTime(), zone, words));
    }

    /** Log entries of every kind. */
    public static Arbitrary<LogEntry> logEntries() {
        return Builders.withBuilder(LogEntry::builder)
                .use(ids())
                .in((entry, id) -> entry.enrollment(id))
                .use(Arbitraries.longs().between(1, Long.MAX_VALUE))
                .in((entry, seq) -> entry.seq(seq))
                .use(instants())
                .in((entry, at) -> entry.at(at))
                .use(Arbitraries.of(LogKind.class))
                .in((entry, kind) -> entry.kind(kind))
                .use(StepArbitraries.names().map(StepKey::of).optional())
                .in((entry, step) -> entry.step(step)
                        .idempotencyKey(step.map(key -> IdempotencyKey.of(EnrollmentId.of("e-1"), key, 1))))
                .use(dueTimes().optional())
                .in((entry, due) -> entry.due(due))
                .use(StepArbitraries.names().optional())
                .in((entry, reason) -> entry.reason(reason))
                .use(StepArbitraries.names().optional())
                .in((entry, actor) -> entry.actor(actor))
                .use(details())
                .in((entry, details) -> entry.details(details))
                .build(LogEntry.Builder::build)
                .withoutEdgeCases();
    }

    /** Attempts to enroll, refused and not, with up to five results of checks. */
    public static Arbitrary<EnrollmentResult> attempts() {
        return Builders.withBuilder(EnrollmentResult::builder)
                .use(StepArbitraries.names())
                .in((attempt, name) -> attempt.id(name)
                        .organization(OrganizationId.of(name))
                        .plan(PlanId.of(name))
                        .subject(SubjectId.of(name))
                        .eventKey(EventKey.of(name)))
                .use(Arbitraries.integers().between(1, 99))
                .in((attempt, version) -> attempt.version(version))
                .use(Arbitraries.of(EntryPurpose.class))
                .in((attempt, purpose) -> attempt.purpose(purpose))
                .use(Arbitraries.of(EntryOrigin.class))
                .in((attempt, origin) -> attempt.origin(origin))
                .use(instants())
                .in((attempt, at) -> attempt.at(at))
                .use(results().list().ofMaxSize(5).map(Verdict::new))
                .in((attempt, verdict) -> attempt.verdict(verdict))
                .use(StepArbitraries.names().optional())
                .in((attempt, refusal) -> attempt.refusal(refusal)
                        .enrollment(refusal.isPresent() ? Optional.empty() : Optional.of(EnrollmentId.of("e-1"))))
                .use(StepArbitraries.names().list().ofMaxSize(2))
                .in((attempt, warnings) -> attempt.warnings(warnings))
                .build(EnrollmentResult.Builder::build)
                .withoutEdgeCases();
    }

    private static Arbitrary<CheckResult> results() {
        Arbitrary<CheckName> checks = Arbitraries.oneOf(
                Arbitraries.of(CheckName.HEADLINE_ORDER),
                StepArbitraries.names().map(CheckName::of));
        return Combinators.combine(
                        checks,
                        Arbitraries.of(CheckResult.Outcome.class),
                        StepArbitraries.names(),
                        details(),
                        instants().optional(),
                        StepArbitraries.names().optional())
                .as((check, outcome, reason, evidence, from, fact) -> CheckResult.builder()
                        .check(check)
                        .outcome(outcome)
                        .reason(reason)
                        .evidence(evidence)
                        .earliestPassAt(from.filter(at -> outcome == CheckResult.Outcome.FAILED))
                        .wouldPassIf(fact.filter(text -> outcome == CheckResult.Outcome.FAILED))
                        .build());
    }

    private static Arbitrary<Map<String, String>> details() {
        return Arbitraries.maps(StepArbitraries.names(), StepArbitraries.names())
                .ofMaxSize(3);
    }

    private static Arbitrary<EnrollmentId> ids() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(40)
                .map(EnrollmentId::of);
    }

    /** Points in time of this century to the microsecond, some before 1970. */
    public static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(-100_000_000_000L, 4_000_000_000_000_000L)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
