package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.enrollment.Outcome;
import io.enrollment.plan.EnrollmentStatus;
import io.enrollment.plan.Plan;
import io.enrollment.spi.NotHandedOffException;
import io.enrollment.spi.OutboundMessage;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A channel that refuses another message under the same key is handed the same one again, whatever changed meanwhile. */
class FrozenMessageTest {

    private final Host host = new Host();
    private final RecordingChannel email = RecordingChannel.withWindow(ChannelKind.EMAIL, Duration.ofDays(7));
    private final Plan plan = Plan.forPeople("welcome").email("hello", "hello").build();
    private final SubjectId ann = host.person("ann");

    /** A process of the host, with the templates as they are when it starts. */
    private EnrollmentEngine process(String template) {
        return host.engine(email)
                .renderer(Templates.from(name -> Optional.of(template)))
                .build();
    }

    private EnrollmentEngine enrolled(String template) {
        EnrollmentEngine engine = process(template);
        engine.enrollments().publish(plan);
        engine.enrollments().enroll(plan.id(), ann);
        return engine;
    }

    private void dies(EnrollmentEngine engine) {
        email.answer(() -> {
            throw new InternalError("the power went out");
        });
        assertThatThrownBy(engine::workDue).isInstanceOf(InternalError.class);
        host.leaseClock.advance(Duration.ofHours(1));
    }

    private List<String> bodies() {
        return email.handed().stream()
                .map(message -> message.content().body().strip())
                .toList();
    }

    private void isCompleted() {
        assertThat(process("any").enrollments().summary(plan.id())).containsEntry(EnrollmentStatus.COMPLETED, 1L);
    }

    @Test
    void afterACrashTheSameMessageLeavesAgain_toTheSameAddress() {
        email.refusingChanges();
        dies(enrolled("Subject: Hi\n\nDear {{firstName}}"));
        Subject before = Objects.requireNonNull(host.people.get(ann));
        Subject.Builder after = Subject.person("ann").email("anna@new.example");
        host.put(after.firstName("Anna")
                .country("CA")
                .consents(before.consents())
                .build());

        process("Subject: Hi\n\nHello {{firstName}}, news!").workDue();

        assertThat(bodies()).containsExactly("Dear Ann", "Dear Ann");
        assertThat(email.handed()).extracting(OutboundMessage::address).containsOnly("ann@example.com");
        isCompleted();
    }

    @Test
    void evenWhenItCannotBeRenderedAnyMore() {
        email.refusingChanges();
        dies(enrolled("Subject: Hi\n\nDear {{firstName}}"));

        process("Subject: Hi\n\nYour {{car}} is ready").workDue();

        assertThat(bodies()).containsExactly("Dear Ann", "Dear Ann");
        isCompleted();
    }

    @Test
    void aChannelThatDoesNotMindIsHandedTheMessageAsItIsNow() {
        dies(enrolled("Subject: Hi\n\nDear {{firstName}}"));

        process("Subject: Hi\n\nHello {{firstName}}, news!").workDue();

        assertThat(bodies()).containsExactly("Dear Ann", "Hello Ann, news!");
    }

    @Test
    void afterAnUnknownOutcomeTheSameMessageLeavesAgain() {
        email.refusingChanges().answer(() -> new Outcome.Unknown("no answer"));
        enrolled("Subject: Hi\n\nDear {{firstName}}").workDue();
        host.clock.advance(Duration.ofHours(1));

        process("Subject: Hi\n\nHello {{firstName}}, news!").workDue();

        assertThat(bodies()).containsExactly("Dear Ann", "Dear Ann");
        isCompleted();
    }

    @Test
    void whatCertainlyNeverLeftIsRenderedAnew() {
        email.answer(() -> {
            throw new NotHandedOffException("no connection");
        });
        email.refusingChanges();
        enrolled("Subject: Hi\n\nDear {{firstName}}").workDue();
        host.clock.advance(Duration.ofHours(1));

        process("Subject: Hi\n\nHello {{firstName}}, news!").workDue();

        assertThat(bodies()).containsExactly("Dear Ann", "Hello Ann, news!");
        isCompleted();
    }

    @Test
    void whatCannotBeRenderedAtAllFailsAsEver() {
        email.refusingChanges();
        enrolled("Subject: Hi\n\nYour {{car}} is ready").workDue();

        assertThat(email.handed()).isEmpty();
        assertThat(process("any").enrollments().summary(plan.id())).containsEntry(EnrollmentStatus.FAILED, 1L);
    }
}
