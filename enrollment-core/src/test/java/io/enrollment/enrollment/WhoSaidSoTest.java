package io.enrollment.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.calendar.Delay;
import io.enrollment.plan.OnReply;
import io.enrollment.plan.OnUncertain;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanBuilder;
import io.enrollment.plan.PlanVersion;
import io.enrollment.plan.StepKey;
import io.enrollment.subject.ChannelKind;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever somebody commands is in the log with who it was and what they said; what the engine does by itself is not. */
class WhoSaidSoTest {

    private record Said(LogKind kind, Transition transition) {
        @Override
        public String toString() {
            return kind.name();
        }
    }

    private static PlanBuilder plan() {
        return Plan.forPeople("care").email("hello", "t").email("more", "t").after(Delay.days(2));
    }

    private static Course sent() {
        return Course.of(plan().build()).accept();
    }

    private static Course called() {
        Course course = Course.of(
                Plan.forPeople("calls").call("call", "sales").email("more", "t").build());
        course.work();
        return course;
    }

    private static Course paused() {
        Course course = sent();
        course.pause();
        return course;
    }

    private static Course failed(Outcome outcome) {
        return Course.of(
                        plan().with(more -> more.onUncertain(OnUncertain.BLOCK)).build())
                .outcome(outcome);
    }

    private static Transition undoneReply() {
        Course course = Course.of(plan().onReply(OnReply.PAUSE).build()).accept();
        course.hear("v-1", new InboundEvent.Reply(ChannelKind.EMAIL));
        return course.tell(new Command.UndoReplyIt("v-1", ChannelKind.EMAIL, true, true, Course.ANN));
    }

    private static Transition moved(boolean back) {
        Course course = sent();
        PlanVersion one = new PlanVersion(plan().build(), 1, "0".repeat(64), course.now());
        PlanVersion two = new PlanVersion(plan().build(), 2, "0".repeat(64), course.now());
        Decider decider = Decider.of(Course.RULES);
        Facts facts = Course.facts(Course.lead().build());
        Transition moved =
                decider.migrate(one, two, course.state(), MigrationOptions.DEFAULT, facts, Course.ANN, course.now());
        LogEntry entry = moved.log().get(0);
        return back ? decider.undoMigration(two, one, moved.after(), entry, facts, Course.ANN, course.now()) : moved;
    }

    static Stream<Said> commands() {
        StepKey more = StepKey.of("more");
        StepKey hello = StepKey.of("hello");
        Course doubtful = failed(new Outcome.Unknown("broke"));
        doubtful.tell(new Command.StepDue(new Recovery.Lost(doubtful.now())));
        return Stream.of(
                new Said(LogKind.PAUSED, sent().pause()),
                new Said(LogKind.RESUMED, paused().resume()),
                new Said(LogKind.STOPPED, sent().stop()),
                new Said(LogKind.REMOVED, sent().remove()),
                new Said(
                        LogKind.RETRIED,
                        failed(new Outcome.Rejected("GONE", "no")).retry()),
                new Said(LogKind.SKIPPED, sent().tell(new Command.SkipIt(more, Course.ANN))),
                new Said(LogKind.HURRIED, sent().tell(new Command.HurryIt(more, Course.ANN))),
                new Said(LogKind.DISPOSED, called().dispose("call", "spoke")),
                new Said(LogKind.COMPLETED, called().dispose("call", "appointment")),
                new Said(LogKind.REASSIGNED, called().reassign("call", "bo")),
                new Said(LogKind.RESOLVED, doubtful.tell(new Command.ResolveIt(hello, true, true, Course.ANN))),
                new Said(LogKind.REPLY_UNDONE, undoneReply()),
                new Said(LogKind.MIGRATED, moved(false)),
                new Said(LogKind.MIGRATED, moved(true)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void isWrittenDownWithWhatWasDone(Said said) {
        List<LogEntry> entries = said.transition().log().stream()
                .filter(entry -> entry.kind() == said.kind())
                .toList();

        assertThat(entries).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.actor()).contains("ann");
            assertThat(entry.details()).containsEntry("said", "asked");
        });
    }

    @Test
    void whatTheEngineDoesByItselfIsNobodys() {
        assertThat(sent().run().log())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.actor()).isEmpty());
    }
}
