package io.enrollment.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.enrollment.criteria.Condition;
import io.enrollment.enrollment.Command;
import io.enrollment.enrollment.LogEntry;
import io.enrollment.enrollment.LogKind;
import io.enrollment.enrollment.Outcome;
import io.enrollment.json.TroubleshootingJson;
import io.enrollment.plan.AudienceQuery;
import io.enrollment.plan.Plan;
import io.enrollment.plan.PlanId;
import io.enrollment.report.AudienceMatch;
import io.enrollment.report.Troubleshooting;
import io.enrollment.run.RunPurpose;
import io.enrollment.spi.AudienceSource;
import io.enrollment.spi.NotFoundException;
import io.enrollment.subject.AttributeValue;
import io.enrollment.subject.ChannelKind;
import io.enrollment.subject.Subject;
import io.enrollment.subject.SubjectId;
import io.enrollment.testkit.RecordingChannel;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Troubleshooting tells of everything that stands, or stood, between a subject and a plan. */
class TroubleshootTest {

    private static final PlanId WELCOME = PlanId.of("welcome");
    private static final SubjectId ANN = SubjectId.of("ann");

    private final Host host = new Host();
    private final RecordingChannel mail = RecordingChannel.withLookup(ChannelKind.EMAIL);
    private final EnrollmentEngine engine = host.engine(mail)
            .audience((request, page) -> AudienceSource.of(host.people.values()).find(request, page))
            .build();

    private void publish(Condition... queries) {
        Plan.Builder plan = Plan.builder();
        plan.from(Host.twoEmails());
        for (int i = 0; i < queries.length; i++) {
            plan.addAudience(new AudienceQuery("query-" + i, i, queries[i]));
        }
        engine.enrollments().publish(plan.build());
    }

    private void run(RunPurpose purpose) {
        RunRequest.Builder request = RunRequest.builder();
        engine.enrollments().runs().start(request.plan(WELCOME).purpose(purpose).build());
        engine.workRuns();
        host.clock.advance(Duration.ofSeconds(1));
    }

    private Troubleshooting troubleshoot() {
        return engine.enrollments().troubleshoot(ANN, WELCOME);
    }

    @Test
    void anAttemptOfARunStaysVisibleBehindAnyNumberOfSimulations() {
        host.person("ann");
        publish(new Condition.Everybody());
        run(RunPurpose.DEFAULT);
        for (int i = 0; i < 210; i++) {
            run(RunPurpose.CAMPAIGN_SIMULATION);
        }
        assertThat(troubleshoot().attempts())
                .singleElement()
                .satisfies(one -> assertThat(one.enrolled()).isTrue());
    }

    @Test
    void whoIsNotInTheDirectoryAnyMoreHasAPastAndWhoNeverWasIsNotFound() {
        host.person("ann");
        publish(new Condition.Everybody());
        run(RunPurpose.DEFAULT);
        host.people.clear();
        Troubleshooting found = troubleshoot();
        assertThat(found.attempts()).hasSize(1);
        assertThat(found.eligibleNow()).isFalse();
        assertThat(found.now().refusal()).contains("SUBJECT_UNKNOWN");
        assertThatThrownBy(() -> engine.enrollments().troubleshoot(SubjectId.of("nobody"), WELCOME))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    void whomNoAudienceQueryAsksForIsToldWhichClauseDecided() {
        host.person("ann");
        publish(Condition.equal("make", "Honda"), Condition.equal("make", "Kia"));
        run(RunPurpose.DEFAULT);
        Troubleshooting missed = troubleshoot();
        assertThat(missed.neverTried()).isTrue();
        assertThat(missed.eligibleNow()).isTrue();
        assertThat(missed.isMissedByRuns()).isTrue();
        assertThat(missed.remedies())
                .singleElement()
                .satisfies(remedy -> assertThat(remedy)
                        .startsWith("AUDIENCE (NO_QUERY_MATCHES)")
                        .contains("query-0", "query-1", "make"));

        Subject.Builder buyer = Subject.builder();
        host.put(buyer.from(Objects.requireNonNull(host.people.get(ANN)))
                .putAttribute("make", AttributeValue.of("Kia"))
                .build());
        Troubleshooting found = troubleshoot();
        assertThat(found.audience()).extracting(AudienceMatch::finds).containsExactly(false, true);
        assertThat(found.isMissedByRuns()).isFalse();
        assertThat(found.remedies()).isEmpty();
        assertThat(TroubleshootingJson.write(found)).contains("{\"query\":\"query-1\",\"finds\":true,\"because\":");
    }

    @Test
    void whatWentWrongWithItsStepsIsToldNewestFirst() {
        host.person("ann");
        publish(new Condition.Everybody());
        mail.answer(() -> new Outcome.Failed("SMTP_421", "try later", Optional.empty()))
                .answer(() -> new Outcome.Rejected("SMTP_550", "no such mailbox"));
        run(RunPurpose.DEFAULT);
        host.clock.run(engine, host.clock.instant().plus(Duration.ofHours(3)));
        Troubleshooting found = troubleshoot();
        assertThat(found.failures()).extracting(LogEntry::kind).containsExactly(LogKind.STEP_FAILED, LogKind.RETRYING);
        assertThat(TroubleshootingJson.write(found)).contains("\"failures\":[{", "SMTP_550");
    }

    @Test
    void oneSubjectIsEvaluatedAgainstActivePlansOnly() {
        host.person("ann");
        publish();
        Plan.Builder ended = Plan.builder();
        engine.enrollments()
                .publish(ended.from(Host.twoEmails())
                        .id(PlanId.of("ended"))
                        .endDate(LocalDate.of(2026, 3, 2))
                        .build());
        Plan.Builder archived = Plan.builder();
        engine.enrollments()
                .publish(archived.from(Host.twoEmails())
                        .id(PlanId.of("archived"))
                        .build());
        engine.enrollments().planLife().archive(PlanId.of("archived"), OnArchive.FINISH_RUNNING, Command.By.ENGINE);
        assertThat(engine.enrollments().runs().evaluate(ANN, Command.By.ENGINE).queries())
                .extracting(query -> query.key())
                .containsExactly("welcome");
    }
}
