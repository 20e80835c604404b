package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.plan.PlanId;
import io.enrollment.run.RunStatus;
import io.enrollment.spi.AudienceSource;
import io.enrollment.subject.ChannelKind;
import io.enrollment.testkit.RecordingChannel;
import org.junit.jupiter.api.Test;

/** An engine that a host drives by itself went on claiming after it was closed. */
class ClosedEngineTest {

    private static final PlanId WELCOME = PlanId.of("welcome");

    private final Host host = new Host();
    private final RecordingChannel mail = RecordingChannel.withLookup(ChannelKind.EMAIL);

    private EnrollmentEngine engine() {
        return host.engine(mail)
                .audience(AudienceSource.of(host.people.values()))
                .build();
    }

    @Test
    void itClaimsNothingAnyMoreAndLeavesItToOthers() {
        EnrollmentEngine closed = engine();
        closed.enrollments().publish(Host.twoEmails());
        closed.enrollments().enroll(WELCOME, host.person("a"));
        var run = closed.enrollments().runs().start(RunRequest.of(WELCOME));
        closed.close();
        closed.close();
        assertThat(closed.workDue()).isZero();
        closed.workRuns();
        closed.workExports();
        assertThat(mail.accepted()).isEmpty();
        assertThat(closed.enrollments().runs().find(run.id()).status()).isEqualTo(RunStatus.SCHEDULED);
        EnrollmentEngine other = engine();
        assertThat(other.workDue()).isEqualTo(1);
        other.workRuns();
        assertThat(mail.accepted()).hasSize(1);
        assertThat(other.enrollments().runs().find(run.id()).status().isTerminal())
                .isTrue();
    }
}
