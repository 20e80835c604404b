package io.enrollment.run;

import io.enrollment.eligibility.Funnel;
import io.enrollment.internal.Require;
import io.enrollment.internal.ValueStyle;
import io.enrollment.plan.PlanId;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.immutables.value.Value;

/**
 * One evaluation of a plan's audience, and how far it is. Immutable; what happens to it is decided by {@link RunCourse}.
 *
 * <p>What is found is a candidate or a duplicate, and each candidate is counted once in the funnel: a run that breaks this
 * cannot be made.
 */
@Value.Immutable
@ValueStyle
public interface EnrollerRun {

    /** The identifier. */
    RunId id();

    /** The tenant. */
    OrganizationId organization();

    /** The plan; empty in an evaluation of one subject against every plan. */
    Optional<PlanId> plan();

    /** The version of the plan that is evaluated; empty when there is no plan. */
    Optional<Integer> version();

    /** The one subject of {@link RunPurpose#CUSTOMER_EVALUATION}; empty in all others. */
    Optional<SubjectId> subject();

    /** What it is for. */
    RunPurpose purpose();

    /** Where it is. */
    RunStatus status();

    /** Who asked for it. */
    String actor();

    /** Why, in the words of who asked. */
    @Value.Default
    default String reason() {
        return "";
    }

    /** When it was asked for. */
    Instant createdAt();

    /** When it may be worked on next. */
    Instant dueAt();

    /** When work on it began. */
    Optional<Instant> startedAt();

    /** When it ended. */
    Optional<Instant> completedAt();

    /** Its audience queries in process order. */
    List<QueryProgress> queries();

    /** What became of its candidates. */
    @Value.Default
    default Funnel funnel() {
        return Funnel.empty();
    }

    /** How many chunks are recorded. */
    @Value.Default
    default long chunks() {
        return 0;
    }

    /** How many enrollments it expired. */
    @Value.Default
    default long expired() {
        return 0;
    }

    /** How far the expiring is: the page of enrollments that comes next; empty before the first. */
    Optional<String> expiryCursor();

    /** How many may be eligible before a person has to confirm it; empty when there is no limit, or it was confirmed. */
    Optional<RunLimit> limit();

    /** Why it waits for a person to confirm it; empty when it does not. */
    Optional<String> awaits();

    /** Who let it begin after it had waited; empty when it did not have to. */
    Optional<String> confirmedBy();

    /** The simulation that showed what it would do, when one was made first. */
    Optional<RunId> preview();

    /** What went wrong, or why there was nothing to do; of one that has not ended, why it waits to be tried again. */
    Optional<String> message();

    /** Raised by one with every change. */
    @Value.Default
    default long revision() {
        return 1;
    }

    /** How many subjects its queries found. */
    default long found() {
        return queries().stream().mapToLong(QueryProgress::found).sum();
    }

    /** How many of them were candidates already. */
    default long duplicates() {
        return queries().stream().mapToLong(QueryProgress::duplicates).sum();
    }

    /** The query that is to be worked on; empty when all have ended. */
    default Optional<QueryProgress> current() {
        return queries().stream().filter(query -> !query.status().isTerminal()).findFirst();
    }

    /** One of its queries. */
    default Optional<QueryProgress> query(String key) {
        return queries().stream().filter(query -> query.key().equals(key)).findFirst();
    }

    /** How long it has been under way. */
    default Duration duration(Instant now) {
        return startedAt()
                .map(start -> Duration.between(start, completedAt().orElse(now)))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
    }

    /** Checks that the counts add up and that status and times agree. */
    @Value.Check
    default void check() {
        Require.text("run actor", actor(), 200);
        Require.that(plan().isPresent() == purpose().isOfOnePlan(), "run plan", plan(), "fit the purpose " + purpose());
        Require.that(plan().isPresent() == version().isPresent(), "run version", version(), "go with the plan");
        Require.that(
                subject().isPresent() != purpose().isOfOnePlan(),
                "run subject",
                subject(),
                "fit the purpose " + purpose());
        long candidates = purpose().evaluates() ? found() - duplicates() : 0;
        Require.that(
                funnel().candidates() == candidates,
                "run candidates",
                funnel().candidates(),
                "be what was found less the duplicates: " + candidates);
        Require.that(
                purpose().enrolls() || funnel().enrolled() == 0,
                "run enrolled",
                funnel().enrolled(),
                "be 0 in " + purpose());
        Require.that(
                status().isTerminal() == completedAt().isPresent(),
                "run completedAt",
                completedAt(),
                "be present just when it has ended");
        Require.that(
                status() == RunStatus.SCHEDULED || awaits().isEmpty(), "run awaits", awaits(), "be empty once begun");
    }

    /** A builder. */
    static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this one. */
    default Builder toBuilder() {
        Builder builder = new Builder();
        builder.from(this);
        return builder;
    }

    /** Builds an {@link EnrollerRun}; not thread-safe. */
    final class Builder extends ImmutableEnrollerRun.Builder {
        Builder() {}
    }
}
