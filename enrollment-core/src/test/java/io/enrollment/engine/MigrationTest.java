package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.calendar.Delay;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.MigrationOptions;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanId;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.NotFoundException;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Moving running enrollments to another version of their plan. */
class MigrationTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final Command.By ANNA = new Command.By("anna", "new wording");

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(email).build();
    private final Enrollments acme = engine.enrollments();

    private static Plan plan(Object... steps) {
        PlanBuilder plan = Plan.forPeople("welcome");
        for (Object step : steps) {
            if (step instanceof Integer days) {
                plan = plan.waitFor("wait", Delay.days(days));
            } else {
                plan = plan.email(String.valueOf(step), "hello");
            }
        }
        return plan.build();
    }

    private EnrollmentId enrolled(Plan first) {
        acme.publish(first);
        EnrollmentId id = acme.enroll(WELCOME, host.person("ann")).enrollment().orElseThrow();
        engine.workDue();
        return id;
    }

    private MigrationSummary migrate(Plan second) {
        return migrate(second, MigrationOptions.DEFAULT);
    }

    private MigrationSummary migrate(Plan second, MigrationOptions options) {
        int version = acme.publish(second).version();
        MigrationRequest request = MigrationRequest.of(WELCOME, version).with(options);
        MigrationSummary preview = acme.planLife().previewMigration(request);
        MigrationSummary done = acme.planLife().migrate(request, ANNA);
        assertThat(done).as("the preview says what is done").isEqualTo(preview);
        return done;
    }

    private List<String> sent(EnrollmentId id) {
        return acme.log(id, PageRequest.first(1000)).items().stream()
                .filter(entry -> entry.kind() == LogKind.SENT)
                .map(entry -> entry.step().orElseThrow().value())
                .toList();
    }

    private void runToTheEnd() {
        host.clock.advance(Duration.ofDays(400));
        for (int i = 0; i < 20; i++) {
            engine.workDue();
            host.clock.advance(Duration.ofDays(30));
        }
    }

    private static Instant due(Enrollment state) {
        return state.due().orElseThrow().at();
    }

    @Example
    void aChangedDelayCreditsTheTimeAlreadyWaited() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        Instant begun = host.clock.instant();
        host.clock.advance(Duration.ofDays(3));
        MigrationSummary summary = migrate(plan("hello", 5, "again"));
        assertThat(due(acme.find(id))).isEqualTo(begun.plus(Duration.ofDays(5)));
        assertThat(acme.find(id).version()).isEqualTo(2);
        assertThat(summary.moved()).isEqualTo(1);
        assertThat(summary.dueChanged()).isEqualTo(1);
        assertThat(summary.newlySent()).isEmpty();
    }

    @Example
    void whatWouldHaveBeenDueInThePastIsDueNow() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        host.clock.advance(Duration.ofDays(3));
        migrate(plan("hello", 2, "again"));
        assertThat(due(acme.find(id))).isEqualTo(host.clock.instant());
    }

    @Example
    void whatWasCarriedOutIsNeverCarriedOutAgain() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        migrate(plan(3, "again", "hello", "more"));
        runToTheEnd();
        assertThat(sent(id)).containsExactly("hello", "again", "more");
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
    }

    @Example
    void withoutItsStepItGoesOnAfterTheLastOneThatWasCarriedOut() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        MigrationSummary summary = migrate(plan("first", "hello", "third"));
        assertThat(summary.newlySent()).isEqualTo(Map.of(StepKey.of("third"), 1L));
        assertThat(summary.noLongerSent()).isEqualTo(Map.of(StepKey.of("again"), 1L));
        runToTheEnd();
        assertThat(sent(id)).containsExactly("hello", "third");
    }

    @Example
    void insertedStepsAreSentOnlyWhenAsked() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        migrate(plan("hello", "inserted", 10, "again"));
        assertThat(acme.find(id).step()).contains(StepKey.of("wait"));
        migrate(plan("hello", "other", 10, "again"), new MigrationOptions(Map.of(), true));
        assertThat(acme.find(id).step()).contains(StepKey.of("other"));
        runToTheEnd();
        assertThat(sent(id)).containsExactly("hello", "other", "again");
    }

    @Example
    void stepsMayBeCalledOtherwise() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        migrate(
                plan("hallo", 10, "again"),
                new MigrationOptions(Map.of(StepKey.of("hello"), StepKey.of("hallo")), true));
        runToTheEnd();
        assertThat(sent(id)).containsExactly("hello", "again");
    }

    @Example
    void oneWithNothingLeftEnds() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        assertThat(migrate(plan("first", "hello")).ended()).isEqualTo(1);
        assertThat(acme.find(id).ending().orElseThrow().cause()).isEqualTo(EndCause.END_OF_PLAN);
    }

    @Example
    void aPausedOneStaysPausedAndHoldsTheNewTime() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        Instant begun = host.clock.instant();
        acme.pause(id, ANNA);
        migrate(plan("hello", 4, "again"));
        Enrollment paused = acme.find(id);
        assertThat(paused.status()).isEqualTo(EnrollmentStatus.PAUSED);
        assertThat(paused.pause().orElseThrow().heldDue().orElseThrow().at()).isEqualTo(begun.plus(Duration.ofDays(4)));
    }

    @Example
    void aMigrationCanBeTakenBackUntilSomethingHappens() {
        EnrollmentId id = enrolled(plan("hello", 10, "again"));
        Enrollment before = acme.find(id);
        migrate(plan("hello", "x", 20, "again"), new MigrationOptions(Map.of(), true));
        MigrationSummary undone = acme.planLife().undoMigration(WELCOME, 1, 2, Duration.ofDays(7), ANNA);
        assertThat(undone.moved()).isEqualTo(1);
        Enrollment after = acme.find(id);
        assertThat(after)
                .isEqualTo(before.toBuilder()
                        .nextSeq(after.nextSeq())
                        .due(after.due())
                        .build());
        assertThat(due(after)).isEqualTo(due(before));

        migrate(plan("hello", "y", 20, "again"), new MigrationOptions(Map.of(), true));
        engine.workDue();
        assertThat(acme.planLife()
                        .undoMigration(WELCOME, 1, 3, Duration.ofDays(7), ANNA)
                        .refused())
                .containsEntry("the last thing that happened to it is not its migration", 1L);
    }

    @Example
    void afterTheWindowItCannotBeTakenBack() {
        enrolled(plan("hello", 10, "again"));
        migrate(plan("hello", 20, "again"));
        host.clock.advance(Duration.ofDays(8));
        MigrationSummary late = acme.planLife().undoMigration(WELCOME, 1, 2, Duration.ofDays(7), ANNA);
        assertThat(late.moved()).isZero();
        assertThat(late.refused()).hasSize(1);
    }

    @Example
    void whatDoesNotExistIsNotFound() {
        enrolled(plan("hello", 10, "again"));
        assertThatThrownBy(() -> acme.planLife().migrate(MigrationRequest.of(WELCOME, 9), ANNA))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> acme.planLife().migrate(MigrationRequest.of(PlanId.of("none"), 1), ANNA))
                .isInstanceOf(NotFoundException.class);
    }

    @Provide
    Arbitrary<Set<String>> orders() {
        return Arbitraries.of("a", "b", "c", "d", "e", "f", "g")
                .set()
                .ofMinSize(1)
                .ofMaxSize(7)
                .flatMap(chosen -> Arbitraries.shuffle(List.copyOf(chosen)))
                .map(LinkedHashSet::new);
    }

    private static Plan spaced(Set<String> keys) {
        PlanBuilder plan = Plan.forPeople("welcome");
        for (String key : keys) {
            plan = plan.email(key, "hello").after(Delay.days(1));
        }
        return plan.build();
    }

    @Property(tries = 150)
    void noStepIsEverCarriedOutTwiceAndEveryoneArrives(
            @ForAll("orders") Set<String> first,
            @ForAll("orders") Set<String> second,
            @ForAll("orders") Set<String> third,
            @ForAll boolean inserted) {
        new MigrationTest().arrives(first, List.of(second, third), inserted);
    }

    private void arrives(Set<String> first, List<Set<String>> others, boolean inserted) {
        EnrollmentId id = enrolled(spaced(first));
        for (Set<String> next : others) {
            host.clock.advance(Duration.ofDays(2));
            engine.workDue();
            migrate(spaced(next), new MigrationOptions(Map.of(), inserted));
        }
        runToTheEnd();
        assertThat(sent(id)).doesNotHaveDuplicates();
        assertThat(acme.find(id).status()).isEqualTo(EnrollmentStatus.COMPLETED);
        assertThat(acme.audit().findings()).isEmpty();
    }
}
