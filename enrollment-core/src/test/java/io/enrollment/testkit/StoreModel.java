package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.SERVICE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Claim;
import io.enrollment.spi.ClaimRequest;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.Keep;
import io.enrollment.spi.Settlement;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Does the same to a store and to its model, and compares what comes back and what is to be seen. */
final class StoreModel {

    /** Odd hours of lease and even hours of passing time never meet. */
    private static final Duration PASSING = Duration.ofHours(2);

    private static final List<SubjectId> SUBJECTS = List.of(SubjectId.of("s0"), SubjectId.of("s1"), SubjectId.of("s2"));

    private final EnrollmentStore store;
    private final EnrollmentStore model;
    private final Consumer<Duration> passing;
    private final Scene ids;
    private final List<List<EnrollItem>> enrolled = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Settlement> settled = new ArrayList<>();
    private final List<Enrollment> seen = new ArrayList<>();
    private final List<Change> changed = new ArrayList<>();
    private int tokens;
    private int done;

    /** With what lets time pass for the leases of both. */
    StoreModel(EnrollmentStore store, EnrollmentStore model, Consumer<Duration> passing) {
        this.store = store;
        this.model = model;
        this.passing = passing;
        this.ids = new Scene(store);
    }

    void run(ModelCommand command) {
        switch (command.kind()) {
            case ENROLL, ENROLL_WITH_KEY, ENROLL_TWO, RESTART, REFUSE, REPEAT_ENROLL -> enroll(command);
            case CLAIM -> claim(command);
            case LET_LEASES_RUN -> passing.accept(PASSING.multipliedBy(1 + command.a() % 3));
            case INTERRUPT -> interrupt(command);
            case MARK -> leases(command, claim -> both(one -> one.steps().mark(List.of(claim.lease()))));
            case EXTEND ->
                leases(command, claim -> both(one -> one.steps().extend(List.of(claim.lease()), lease(command))));
            case RELEASE ->
                leases(
                        command,
                        claim -> both(one -> {
                            one.steps().release(List.of(claim.lease()));
                            return true;
                        }));
            case SEND, SEND_AND_KEEP, COMPLETE, FAIL, REPEAT_SETTLE -> settle(command);
            case PAUSE, RESUME, RETRY, STOP, REMOVE, NOTE, REPEAT_APPLY -> change(command);
            case PUBLISH -> publish(command);
            case PURGE -> purge(command);
        }
        if (++done % 6 == 0) {
            compare();
        }
    }

    private <T> T both(Function<EnrollmentStore, T> call) {
        T expected = call.apply(model);
        assertThat(call.apply(store)).isEqualTo(expected);
        return expected;
    }

    private void enroll(ModelCommand command) {
        List<EnrollItem> batch = switch (command.kind()) {
            case ENROLL_WITH_KEY -> List.of(ids.item(made(first(command), "key-" + command.b() % 2)));
            case ENROLL_TWO -> List.of(ids.item(made(first(command))), ids.item(made(first(command), "key-0")));
            case RESTART -> restart(command);
            case REFUSE -> List.of(ids.refusedItem(first(command), "EMAIL_MISSING"));
            case REPEAT_ENROLL -> chosen(enrolled, command.a()).orElse(List.of());
            default -> List.of(ids.item(made(first(command))));
        };
        List<EnrollmentResult> results = both(one -> one.writer().enroll(batch));
        enrolled.add(batch);
        for (int i = 0; i < batch.size(); i++) {
            if (results.get(i).enrolled()) {
                batch.get(i).enrollment().ifPresent(made -> seen.add(made.first()));
            }
        }
    }

    private Enrollment first(ModelCommand command) {
        OrganizationId organization = command.a() % 5 == 0 ? OTHER : ACME;
        PlanId plan = command.b() % 3 == 0 ? SERVICE : WELCOME;
        return ids.first(organization, plan, "s" + command.a() % 3, T0.plusSeconds(command.b() % 7));
    }

    /** A new enrollment in the place of one that was seen running. */
    private List<EnrollItem> restart(ModelCommand command) {
        return chosen(seen, command.a())
                .filter(state -> !state.status().isTerminal())
                .map(state -> {
                    Enrollment fresh = ids.first(
                            state.organization(), state.plan(), state.subject().value(), T0);
                    return List.of(ids.item(Scene.replacing(fresh, Moves.stopped(state, T0))));
                })
                .orElse(List.of());
    }

    private void claim(ModelCommand command) {
        Instant now = T0.plusSeconds(command.a() % 9);
        ClaimRequest request =
                new ClaimRequest("node-" + command.b() % 2, "token-" + ++tokens, 1000, now, lease(command));
        claims.addAll(both(one -> byIdentity(one.steps().claim(request))));
    }

    private static Duration lease(ModelCommand command) {
        return Duration.ofHours(1 + 2L * (command.b() % 3));
    }

    private static List<Claim> byIdentity(List<Claim> claims) {
        return claims.stream()
                .sorted(Comparator.comparing((Claim claim) -> claim.enrollment().organization())
                        .thenComparing(claim -> claim.enrollment().id()))
                .toList();
    }

    private void leases(ModelCommand command, Consumer<Claim> call) {
        late(claims, command.a()).ifPresent(call);
    }

    /** Mostly one of the last few, which can still be current. */
    private static <T> Optional<T> late(List<T> all, int choice) {
        int recent = Math.min(all.size(), 3);
        return choice % 4 == 0 ? chosen(all, choice) : chosen(all.subList(all.size() - recent, all.size()), choice);
    }

    /** A pause that ends at once, of something that was claimed lately. */
    private void interrupt(ModelCommand command) {
        Optional<Enrollment> running = late(claims, command.a())
                .flatMap(claim -> stored(claim.enrollment()))
                .filter(state -> state.status().isActive());
        running.map(state -> Moves.paused(state, T0)).ifPresent(pause -> {
            both(either -> either.writer().apply(List.of(pause)));
            both(either -> either.writer().apply(List.of(Moves.resumed(pause.after(), T0, T0))));
        });
    }

    private Optional<Enrollment> stored(Enrollment old) {
        return model.reader().load(old.organization(), List.of(old.id())).values().stream()
                .findFirst();
    }

    private void settle(ModelCommand command) {
        Instant at = T0.plusSeconds(command.b());
        Optional<Settlement> settlement = command.kind() == ModelCommand.Kind.REPEAT_SETTLE
                ? chosen(settled, command.a())
                : late(claims, command.a()).map(claim -> switch (command.kind()) {
                    case COMPLETE -> Moves.completed(claim, at);
                    case FAIL -> Moves.failed(claim, at);
                    case SEND_AND_KEEP -> Moves.sent(claim, at, T0).keeping(new Keep(T0, lease(command)));
                    default -> Moves.sent(claim, at, T0.plusSeconds(command.b() % 7));
                });
        settlement.ifPresent(one -> {
            List<ApplyOutcome> outcomes = both(either -> either.steps().settle(List.of(one)));
            stored(outcomes, one.after());
            settled.add(one);
            one.keep()
                    .filter(keep -> outcomes.contains(ApplyOutcome.APPLIED))
                    .ifPresent(keep ->
                            claims.add(new Claim(one.after(), one.lease().next(), false, keep.now(), false)));
        });
    }

    private void change(ModelCommand command) {
        Instant at = T0.plusSeconds(command.b());
        Optional<Change> change = switch (command.kind()) {
            case PAUSE -> of(command, state -> state.status().isActive()).map(state -> Moves.paused(state, at));
            case RESUME ->
                of(command, state -> state.status() == EnrollmentStatus.PAUSED)
                        .map(state -> Moves.resumed(state, at, T0));
            case RETRY ->
                of(command, state -> state.status() == EnrollmentStatus.FAILED).map(state -> Moves.retried(state, T0));
            case STOP -> of(command, state -> !state.status().isTerminal()).map(state -> Moves.stopped(state, at));
            case REMOVE -> of(command, state -> !state.status().isTerminal()).map(state -> Moves.removed(state, at));
            case NOTE -> of(command, state -> true).map(state -> Moves.noted(state, at));
            default -> chosen(changed, command.a());
        };
        change.ifPresent(one -> {
            stored(both(either -> either.writer().apply(List.of(one))), one.after());
            changed.add(one);
        });
    }

    /** Remembers a state only when it was stored: a change is made of a state that was once there, if not of the present one. */
    private void stored(List<ApplyOutcome> outcomes, Enrollment after) {
        if (outcomes.contains(ApplyOutcome.APPLIED)) {
            seen.add(after);
        }
    }

    /** A state that was seen, current or not; half of the time the stored one, so that changes succeed. */
    private Optional<Enrollment> of(ModelCommand command, Predicate<Enrollment> fitting) {
        Optional<Enrollment> state = chosen(seen, command.a());
        if (command.b() % 4 != 0) {
            state = state.flatMap(this::stored);
        }
        return state.filter(fitting);
    }

    private void publish(ModelCommand command) {
        String hash = Integer.toHexString(1 + command.b() % 3).repeat(64);
        both(one ->
                one.plans().publish(ACME, PlanStoreTests.plan("p" + command.a() % 2, "t" + command.b() % 3), hash, T0));
    }

    /** In steps whose size each store may choose for itself; calls from before then are not repeated any more. */
    private void purge(ModelCommand command) {
        Instant before = T0.plusSeconds(command.a());
        both(one -> new Scene(one).purge(ACME, before, 1 + command.b()));
        enrolled.clear();
    }

    private static <T> Optional<T> chosen(List<T> all, int choice) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(choice % all.size()));
    }

    /** Everything that can be read of both is the same. */
    void compare() {
        both(one -> one.steps().earliestDue());
        for (OrganizationId organization : Scene.ORGANIZATIONS) {
            List<Enrollment> all = both(one -> StoreInvariants.everyEnrollment(one.reader(), organization));
            both(one -> StoreInvariants.everyAttempt(one.reader(), organization));
            both(one -> one.plans().all(organization));
            both(one -> one.reader().history(organization, SUBJECTS));
            for (PlanId plan : List.of(WELCOME, SERVICE)) {
                both(one -> one.reader().counts(organization, plan));
            }
            all.forEach(state -> both(one -> StoreInvariants.wholeLog(one.reader(), state)));
        }
    }
}
