package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.SERVICE;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static io.enrollment.testkit.Scene.made;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.eligibility.PastEnrollment;
import io.enrollment.eligibility.SubjectHistory;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.EnrollmentResult;
import io.enrollment.plan.EndCause;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.EventKey;
import io.enrollment.plan.PlanId;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Claim;
import io.enrollment.spi.EnrollItem;
import io.enrollment.spi.EnrollmentOrder;
import io.enrollment.spi.EnrollmentQuery;
import io.enrollment.spi.EnrollmentReader;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.SubjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people and checks look at. */
abstract class ReadTests extends StoreTests {

    private static final Instant T1 = T0.plusSeconds(60);

    private EnrollmentReader reader() {
        return scene().store().reader();
    }

    private static EnrollmentQuery.Builder query() {
        return EnrollmentQuery.builder().organization(ACME);
    }

    private List<Enrollment> find(EnrollmentQuery query) {
        return reader().find(query, PageRequest.first(100)).items();
    }

    /** Enrolled at this second after the start. */
    private Enrollment begun(PlanId plan, String subject, int second) {
        Enrollment first = scene().first(ACME, plan, subject, T0);
        return scene().enrolled(
                        first.toBuilder().enrolledAt(T0.plusSeconds(second)).build());
    }

    @Test
    void unknownIdsAreNotInTheMap() {
        Enrollment ann = enrolled("ann");
        assertThat(reader().load(ACME, List.of(ann.id(), EnrollmentId.of("none"))))
                .containsExactly(Map.entry(ann.id(), ann));
        assertThat(reader().load(ACME, List.of())).isEmpty();
    }

    /** A store may look first where an id says that its enrollment lies, but must not believe it. */
    @Test
    void enrollmentsAreFoundByTheirIdsWhereverThoseSayThatTheyLie() {
        List<Enrollment> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(scene().enrolled(scene().marked("true-" + i, "true-" + i)));
            all.add(scene().enrolled(scene().marked("false-" + i, "true-" + i)));
            all.add(enrolled("unmarked-" + i));
        }
        assertThat(reader().load(ACME, all.stream().map(Enrollment::id).toList())
                        .values())
                .containsExactlyInAnyOrderElementsOf(all);
        assertThat(all).allSatisfy(one -> {
            assertThat(scene().log(one)).hasSize(1);
            assertThat(scene().store().audit().record(ACME, one.id()))
                    .hasValueSatisfying(record -> assertThat(record.state()).contains(one));
            NewEnrollment again = made(one.toBuilder().plan(SERVICE).build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> scene().enroll(again))
                    .withMessageContaining(one.id().value());
        });
    }

    @Test
    void enrollmentsAreFoundNewestFirst() {
        Enrollment old = begun(WELCOME, "ann", 0);
        Enrollment newest = begun(WELCOME, "bob", 9);
        Enrollment middle = begun(SERVICE, "ann", 5);
        assertThat(find(query().build())).containsExactly(newest, middle, old);
        assertThat(find(query().plan(WELCOME).build())).containsExactly(newest, old);
        assertThat(find(query().subject(SubjectId.of("ann")).build())).containsExactly(middle, old);
        assertThat(find(query().plan(SERVICE).subject(SubjectId.of("ann")).build()))
                .containsExactly(middle);
        assertThat(find(query().plan(PlanId.of("none")).build())).isEmpty();
    }

    @Test
    void enrollmentsAreFoundByStatus() {
        Enrollment running = begun(WELCOME, "ann", 0);
        Enrollment paused = scene().applied(Moves.paused(begun(WELCOME, "bob", 1), T1));
        Enrollment stopped = scene().applied(Moves.stopped(begun(WELCOME, "carl", 2), T1));
        assertThat(find(query().addStatuses(EnrollmentStatus.PAUSED, EnrollmentStatus.QUEUED)
                        .build()))
                .containsExactly(paused, running);
        assertThat(find(query().plan(WELCOME)
                        .addStatuses(EnrollmentStatus.STOPPED)
                        .build()))
                .containsExactly(stopped);
    }

    @Test
    void severalStatusesOfAPlanMakeOneList() {
        List<Enrollment> expected = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            Enrollment state = begun(WELCOME, "s" + i, i / 2);
            expected.add(0, i % 3 == 0 ? scene().applied(Moves.paused(state, T1)) : state);
        }
        scene().applied(Moves.stopped(expected.remove(4), T1));
        EnrollmentQuery query = query().plan(WELCOME)
                .addStatuses(EnrollmentStatus.PAUSED, EnrollmentStatus.QUEUED)
                .build();
        assertThat(StoreInvariants.every(page -> reader().find(query, page), 2)).isEqualTo(expected);
    }

    @Test
    void aPlanIsListedByName() {
        Enrollment zoe = named("zoe", "Zoë 🙂");
        Enrollment high = named("high", "\uFFFDa");
        Enrollment anna = named("anna", "anna");
        Enrollment anne = named("anne", "ANNE");
        Enrollment upper = named("upper", "Anna");
        Enrollment smile = named("smile", "🙂a");
        Enrollment none = scene().enrolled(scene().first("bob").toBuilder()
                .subjectName(Optional.empty())
                .build());
        begun(SERVICE, "ann", 1);
        Enrollment gone = scene().applied(Moves.removed(named("gone", "anna"), T1));
        EnrollmentQuery.Builder byName = query().plan(WELCOME).order(EnrollmentOrder.NAME);
        for (int size = 1; size <= 8; size++) {
            int pageSize = size;
            assertThat(StoreInvariants.every(page -> reader().find(byName.build(), page), pageSize))
                    .containsExactly(anna, upper, anne, none, zoe, high, smile);
        }
        assertThat(find(byName.includeRemoved(true).build()))
                .containsExactly(anna, upper, gone, anne, none, zoe, high, smile);
    }

    @Test
    void theEarliestDueIsFirstHoweverManyAreDueAtTheSameTime() {
        Enrollment late = due("late", T0.plusSeconds(60));
        List<Enrollment> same = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            same.add(due("same-" + i, T0.plusSeconds(30)));
        }
        Enrollment soon = due("soon", T0.plusNanos(1_000));
        scene().applied(Moves.stopped(due("ended", T0), T0));
        scene().applied(Moves.paused(due("paused", T0), T0));
        due(ACME, SERVICE, "elsewhere", T0);
        due(Scene.OTHER, WELCOME, "theirs", T0);
        List<Enrollment> expected = new ArrayList<>(same);
        expected.sort(Comparator.comparing(Enrollment::id));
        expected.add(0, soon);
        expected.add(late);
        EnrollmentQuery.Builder nextDue = query().plan(WELCOME).order(EnrollmentOrder.NEXT_DUE);
        for (int size = 1; size <= 8; size++) {
            int pageSize = size;
            assertThat(StoreInvariants.every(page -> reader().find(nextDue.build(), page), pageSize))
                    .containsExactlyElementsOf(expected);
        }
    }

    private Enrollment due(String subject, Instant at) {
        return due(ACME, WELCOME, subject, at);
    }

    private Enrollment due(OrganizationId organization, PlanId plan, String subject, Instant at) {
        return scene().enrolled(scene().first(organization, plan, subject, at));
    }

    @Test
    void whoeverIsCalledTheSameOrBeganAtTheSameTimeIsOnOnePageOnly() {
        List<Enrollment> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(named("same-" + i, i < 5 ? "Ann" : "Zoë"));
        }
        EnrollmentQuery.Builder byName = query().plan(WELCOME).order(EnrollmentOrder.NAME);
        for (int size = 1; size <= 8; size++) {
            int pageSize = size;
            assertThat(StoreInvariants.every(page -> reader().find(byName.build(), page), pageSize))
                    .containsExactlyElementsOf(all);
            assertThat(StoreInvariants.every(page -> reader().find(query().build(), page), pageSize))
                    .containsExactlyInAnyOrderElementsOf(all)
                    .isSortedAccordingTo(Comparator.comparing(Enrollment::id).reversed());
        }
    }

    private Enrollment named(String subject, String name) {
        return scene().enrolled(
                        scene().first(subject).toBuilder().subjectName(name).build());
    }

    @Test
    void anOrderThatNoIndexServesIsRefused() {
        EnrollmentQuery.Builder byName = query().order(EnrollmentOrder.NAME);
        assertThatThrownBy(byName::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("enrollment order");
    }

    @Test
    void removedOnesAreFoundOnlyWhenAskedFor() {
        Enrollment removed = scene().applied(Moves.removed(begun(WELCOME, "ann", 0), T1));
        Enrollment other = begun(WELCOME, "bob", 1);
        assertThat(find(query().build())).containsExactly(other);
        assertThat(find(query().includeRemoved(true).build())).containsExactly(other, removed);
        assertThat(reader().countByStatus(ACME, WELCOME)).containsExactly(Map.entry(EnrollmentStatus.QUEUED, 1L));
    }

    @Test
    void pagesAreStableWhileNewOnesAreAdded() {
        List<Enrollment> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(0, begun(WELCOME, "s" + i, i / 3));
        }
        PageRequest request = PageRequest.first(3);
        Page<Enrollment> first = reader().find(query().build(), request);
        begun(WELCOME, "newcomer", 100);
        Page<Enrollment> second =
                reader().find(query().build(), request.after(first.next().orElseThrow()));
        Page<Enrollment> third =
                reader().find(query().build(), request.after(second.next().orElseThrow()));
        assertThat(first.items()).isEqualTo(all.subList(0, 3));
        assertThat(second.items()).isEqualTo(all.subList(3, 6));
        assertThat(third.items()).isEqualTo(all.subList(6, 7));
        assertThat(third.next()).isEmpty();
    }

    @Test
    void aFullLastPageHasNoNext() {
        begun(WELCOME, "ann", 0);
        begun(WELCOME, "bob", 1);
        assertThat(reader().find(query().build(), PageRequest.first(2)).next()).isEmpty();
    }

    @Test
    void aPageKeyThatNoPageGaveIsRefused() {
        PageRequest nonsense = PageRequest.first(2).after("nonsense");
        assertThatThrownBy(() -> reader().find(query().build(), nonsense))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nonsense");
    }

    @Test
    void theLogIsPagedOldestFirst() {
        Enrollment state = enrolled("ann");
        for (int i = 0; i < 4; i++) {
            state = scene().applied(Moves.noted(state, T1));
        }
        Page<?> first = reader().log(ACME, state.id(), PageRequest.first(3));
        Page<?> second = reader().log(
                        ACME,
                        state.id(),
                        PageRequest.first(3).after(first.next().orElseThrow()));
        assertThat(first.items()).isEqualTo(scene().log(state).subList(0, 3));
        assertThat(second.items()).isEqualTo(scene().log(state).subList(3, 5));
        assertThat(second.next()).isEmpty();
    }

    @Test
    void anUnknownEnrollmentHasNoLog() {
        assertThat(reader().log(ACME, EnrollmentId.of("none"), PageRequest.first(3))
                        .items())
                .isEmpty();
    }

    @Test
    void theHistoryTellsWhatTheChecksMustKnow() {
        Enrollment first = scene().first("ann").toBuilder()
                .eventKey(EventKey.of("visit-1"))
                .build();
        scene().enroll(new NewEnrollment(first, made(first).log(), Optional.of("visit-1"), false, Optional.empty()));
        settle(Moves.sent(scene().claimOne(), T0, T0));
        settle(Moves.completed(scene().claimOne(), T1));
        SubjectId ann = SubjectId.of("ann");
        SubjectHistory history = reader().history(ACME, List.of(ann)).get(ann);
        PastEnrollment.Builder expected = PastEnrollment.builder();
        expected.plan(WELCOME)
                .eventKey(EventKey.of("visit-1"))
                .status(EnrollmentStatus.COMPLETED)
                .enrolledAt(T0)
                .endedAt(T1)
                .endCause(EndCause.END_OF_PLAN)
                .visible(false);
        assertThat(history).isEqualTo(new SubjectHistory(List.of(expected.build()), 2));
    }

    @Test
    void everySubjectAskedForIsInTheMap() {
        enrolled("ann");
        List<SubjectId> subjects = List.of(SubjectId.of("ann"), SubjectId.of("nobody"));
        Map<SubjectId, SubjectHistory> histories = reader().history(ACME, subjects);
        assertThat(histories).hasSize(2).containsEntry(SubjectId.of("nobody"), SubjectHistory.none());
        assertThat(reader().history(ACME, List.of())).isEmpty();
    }

    @Test
    void attemptsAreFoundNewestFirstByPlanAndSubject() {
        EnrollItem ann = scene().item(made(scene().first("ann")));
        EnrollItem bob = scene().refusedItem(scene().first("bob"), "EMAIL_MISSING");
        EnrollItem other = scene().item(made(scene().first(ACME, SERVICE, "ann", T0)));
        List.of(ann, bob, other).forEach(scene()::enroll);
        assertThat(attempts(Optional.empty(), Optional.empty()))
                .containsExactly(other.attempt(), bob.attempt(), ann.attempt());
        assertThat(attempts(Optional.of(WELCOME), Optional.empty())).containsExactly(bob.attempt(), ann.attempt());
        assertThat(attempts(Optional.empty(), Optional.of("ann"))).containsExactly(other.attempt(), ann.attempt());
        assertThat(attempts(Optional.of(WELCOME), Optional.of("ann"))).containsExactly(ann.attempt());
    }

    private List<EnrollmentResult> attempts(Optional<PlanId> plan, Optional<String> subject) {
        return StoreInvariants.every(page -> reader().attempts(ACME, plan, subject.map(SubjectId::of), page), 2);
    }

    @Test
    void whatIsStoredOutlivesTheStore() {
        need(StoreCapability.OUTLIVES_ITSELF);
        Enrollment ann = enrolled("ann");
        Claim claim = scene().claimOne();
        scene().reopened(contract().reopen());
        assertThat(scene().stored(ann)).contains(ann);
        assertThat(scene().claim(10)).as("the claim stands").isEmpty();
        assertThat(settle(Moves.sent(claim, T0, T1))).isEqualTo(ApplyOutcome.APPLIED);
    }
}
