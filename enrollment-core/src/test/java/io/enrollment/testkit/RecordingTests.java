package io.enrollment.testkit;

import static io.enrollment.testkit.Scene.ACME;
import static io.enrollment.testkit.Scene.OTHER;
import static io.enrollment.testkit.Scene.T0;
import static io.enrollment.testkit.Scene.WELCOME;
import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.enrollment.Enrollment;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.spi.ApplyOutcome;
import io.enrollment.spi.Change;
import io.enrollment.spi.Claim;
import io.enrollment.spi.Erasure;
import io.enrollment.spi.NewEnrollment;
import io.enrollment.spi.Page;
import io.enrollment.spi.PageRequest;
import io.enrollment.spi.RecordedDecision;
import io.enrollment.spi.Settlement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What decisions went by is stored with the log entries that they made, and goes with them. */
abstract class RecordingTests extends StoreTests {

    private static final String LONG = "{\"said\":\"“ü” 🙂 " + "x".repeat(70_000) + "\"}";

    private static List<LogEntry> with(List<LogEntry> log, String decidedOn) {
        List<LogEntry> told = new ArrayList<>(log);
        LogEntry.Builder first = LogEntry.builder();
        told.set(0, first.from(log.get(0)).decidedOn(decidedOn).build());
        return told;
    }

    private static Change with(Change change, String decidedOn) {
        return new Change(change.before(), change.after(), with(change.log(), decidedOn), change.once());
    }

    private Enrollment recording(String subject) {
        Enrollment first = scene().first(subject);
        NewEnrollment made = Scene.made(first);
        scene().enroll(new NewEnrollment(
                first, with(made.log(), "{\"begin\":1}"), Optional.of("event:1"), true, Optional.empty()));
        return first;
    }

    private static String hash(String text) {
        return String.format("%064x", text.hashCode() & 0xffffffffL);
    }

    private List<RecordedDecision> recorded(Enrollment of) {
        return scene().store()
                .reader()
                .decisions(of.organization(), of.id(), PageRequest.first(100))
                .items();
    }

    @Test
    void itIsStoredByEveryWayThatALogEntryComesBy() {
        Enrollment begun = recording("ann");
        Claim claim = scene().claimOne();
        Settlement sent = Moves.sent(claim, T0, T0);
        scene().settle(new Settlement(sent.lease(), sent.before(), sent.after(), with(sent.log(), LONG)));
        Enrollment told = scene().applied(Moves.noted(sent.after(), T0));
        scene().applied(with(Moves.paused(told, T0), "{\"pause\":1}"));

        assertThat(recorded(begun))
                .containsExactly(
                        new RecordedDecision(1, "{\"begin\":1}"),
                        new RecordedDecision(2, LONG),
                        new RecordedDecision(4, "{\"pause\":1}"));
        assertThat(scene().log(begun))
                .hasSize(4)
                .allMatch(entry -> entry.decidedOn().isEmpty());
    }

    @Test
    void itIsPagedByTheLog() {
        Enrollment begun = recording("ann");
        scene().applied(with(Moves.noted(begun, T0), "{\"n\":2}"));
        Page<RecordedDecision> first = scene().store().reader().decisions(ACME, begun.id(), PageRequest.first(1));
        assertThat(first.items()).extracting(RecordedDecision::seq).containsExactly(1L);
        PageRequest next = PageRequest.first(1).after(first.next().orElseThrow());
        Page<RecordedDecision> last = scene().store().reader().decisions(ACME, begun.id(), next);
        assertThat(last.items()).extracting(RecordedDecision::seq).containsExactly(2L);
        assertThat(last.next()).isEmpty();
    }

    @Test
    void whatIsNotAppliedRecordsNothing() {
        Enrollment begun = recording("ann");
        scene().applied(Moves.noted(begun, T0));
        assertThat(scene().apply(with(Moves.paused(begun, T0), "{\"late\":1}"))).isEqualTo(ApplyOutcome.STALE);
        assertThat(recorded(begun)).hasSize(1);
    }

    @Test
    void noOrganizationSeesThatOfAnother() {
        Enrollment begun = recording("ann");
        assertThat(scene().store()
                        .reader()
                        .decisions(OTHER, begun.id(), PageRequest.first(10))
                        .items())
                .isEmpty();
        assertThat(recorded(scene().first("nobody"))).isEmpty();
    }

    @Test
    void itGoesWithThePurgedEnrollment() {
        Enrollment old = scene().applied(with(Moves.stopped(recording("ann"), T0), "{\"stop\":1}"));
        Enrollment running = recording("bob");
        scene().purge(ACME, T0.plus(Duration.ofDays(1)), 100);
        assertThat(recorded(old)).isEmpty();
        assertThat(recorded(running)).hasSize(1);
    }

    @Test
    void itGoesWithTheErasedSubject() {
        Enrollment ended = scene().applied(with(Moves.stopped(recording("ann"), T0), "{\"stop\":1}"));
        Enrollment other = recording("bob");
        Erasure erasure = new Erasure(ACME, ended.subject(), Set.of("a".repeat(64)), RecordingTests::hash, T0);
        assertThat(scene().store().erasures().erase(erasure)).isTrue();
        assertThat(recorded(ended)).isEmpty();
        assertThat(recorded(other)).hasSize(1);
        assertThat(scene().stored(other).orElseThrow().plan()).isEqualTo(WELCOME);
    }
}
