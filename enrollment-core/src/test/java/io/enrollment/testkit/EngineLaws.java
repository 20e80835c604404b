package io.enrollment.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.engine.Enrollments;
import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.EnrollmentId;
import io.enrollment.enrollment.IdempotencyKey;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.StepKey;
import io.enrollment.spi.EngineListener;
import io.enrollment.spi.EnrollmentStore;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.OrganizationId;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.LifeCycle.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What holds after everything that happens to engines at work, as it is stored. Hears of every transition on the way. */
final class EngineLaws implements EngineListener {

    private static final Set<Passage> ALLOWED = LifeCycle.passages();

    private final EnrollmentStore store;
    private final Map<SubjectId, Subject> people;
    private final Map<EnrollmentId, Enrollment> last = new HashMap<>();
    private final Map<EnrollmentId, List<LogEntry>> logs = new HashMap<>();
    private final List<Passage> passages = new ArrayList<>();

    EngineLaws(EnrollmentStore store, Map<SubjectId, Subject> people) {
        this.store = store;
        this.people = people;
    }

    /** Every change of state so far. */
    List<Passage> passages() {
        return passages;
    }

    @Override
    public void onTransition(Enrollment after, List<LogEntry> log) {
        passed(after);
    }

    private void passed(Enrollment after) {
        Optional<EnrollmentStatus> from =
                Optional.ofNullable(last.put(after.id(), after)).map(Enrollment::status);
        if (from.isEmpty() && after.status() != EnrollmentStatus.QUEUED) {
            passages.add(new Passage(from, EnrollmentStatus.QUEUED));
            from = Optional.of(EnrollmentStatus.QUEUED);
        }
        if (from.filter(after.status()::equals).isEmpty()) {
            passages.add(new Passage(from, after.status()));
        }
    }

    /** A listener's errors would be swallowed: the ways that were taken are looked at here. */
    private void onlyAllowedWays() {
        assertThat(ALLOWED).containsAll(passages);
    }

    /** Right before a message is taken: its enrollment, as it is stored, is one that may send, and its subject may be sent to. */
    void look(OutboundMessage message) {
        Enrollment state = Objects.requireNonNull(store.reader()
                .load(message.organization().id(), List.of(message.enrollment()))
                .get(message.enrollment()));
        assertThat(state.status().isActive())
                .as("%s is sent while %s", message.key(), state.status())
                .isTrue();
        assertThat(state.heard().closed())
                .as("channels of %s", state.id())
                .doesNotContainKey(message.step().channel());
        assertThat(state.subject()).isEqualTo(message.subject());
        assertThat(people.get(message.subject()))
                .as("the subject of %s may be written to", message.key())
                .matches(person -> person != null
                        && person.deletedAt().isEmpty()
                        && person.optOuts().isEmpty());
        assertThat(message.key())
                .isEqualTo(IdempotencyKey.of(state.id(), message.step().key(), 1));
    }

    /** Looks at everything that is stored. */
    void check() {
        onlyAllowedWays();
        for (OrganizationId organization : EngineScene.ORGANIZATIONS) {
            Map<EnrollmentId, Enrollment> all = new LinkedHashMap<>();
            StoreInvariants.everyEnrollment(store.reader(), organization).forEach(state -> all.put(state.id(), state));
            all.values().forEach(this::look);
            assertThat(last.values().stream()
                            .filter(state -> state.organization().equals(organization))
                            .map(Enrollment::id))
                    .as("nothing gets lost")
                    .allMatch(all::containsKey);
        }
    }

    /** Queue, places, counters and counts are what states and logs say. */
    void audit(Enrollments door, Instant now) {
        assertThat(door.audit().findings()).as("audit at %s", now).isEmpty();
    }

    private void look(Enrollment state) {
        Enrollment before = last.get(state.id());
        if (!state.equals(before)) {
            passed(state);
        }
        List<LogEntry> known = logs.getOrDefault(state.id(), List.of());
        if (state.equals(before) && known.size() + 1L == state.nextSeq()) {
            return;
        }
        List<LogEntry> log = StoreInvariants.wholeLog(store.reader(), state);
        logs.put(state.id(), log);
        assertThat(log).hasSizeGreaterThanOrEqualTo(known.size());
        assertThat(log.subList(0, known.size()))
                .extracting(LogEntry::kind)
                .as("what was logged stays")
                .isEqualTo(known.stream().map(LogEntry::kind).toList());
        nothingIsCarriedOutTwice(state, log);
        theEndIsTheEnd(log);
        theLogEndsAsTheStateSays(state, log);
    }

    private static void nothingIsCarriedOutTwice(Enrollment state, List<LogEntry> log) {
        List<StepKey> done = log.stream()
                .filter(entry -> LifeCycle.CARRIED_OUT.contains(entry.kind()))
                .map(entry -> entry.step().orElseThrow())
                .toList();
        assertThat(done).as("carried out in %s", state.id()).doesNotHaveDuplicates();
        assertThat(state.done()).containsAll(done);
    }

    private static void theEndIsTheEnd(List<LogEntry> log) {
        boolean ended = false;
        for (LogEntry entry : log) {
            if (ended) {
                assertThat(entry.kind()).as("%s after the end", entry).isIn(LifeCycle.AFTER_THE_END);
            }
            ended |= isEnd(entry.kind());
        }
    }

    private static void theLogEndsAsTheStateSays(Enrollment state, List<LogEntry> log) {
        assertThat(log.stream().anyMatch(entry -> isEnd(entry.kind())))
                .as("log of %s, %s", state.id(), state.status())
                .isEqualTo(state.status().isTerminal());
        assertThat(log.stream().anyMatch(entry -> entry.kind() == LogKind.REMOVED))
                .isEqualTo(state.removed());
        assertThat(state.wakeUps()).isEqualTo(state.status().isTerminal() ? 0 : 1);
    }

    private static boolean isEnd(LogKind kind) {
        return kind == LogKind.COMPLETED || kind == LogKind.STOPPED || kind == LogKind.EXPIRED;
    }
}
