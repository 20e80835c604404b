package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.examples.leads.LeadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What could be done with runs in Java only: one subject against every plan, and ending a run. */
class RunsByHandTest {

    @TempDir
    private Path folder;

    private CliRun on(String command, Object... more) {
        Stream<Object> options = Stream.of("--data", folder.resolve("data"));
        return CliRun.of(Stream.of(Stream.<Object>of(command), Stream.of(more), options)
                .flatMap(words -> words)
                .toArray());
    }

    @BeforeEach
    void database() throws IOException {
        new LeadGenerator(2, 7, LeadGenerator.SHIPPED_DAY).generate().write(folder);
        assertThat(on("quickstart", "--leads", folder.resolve("leads.csv")).exitCode())
                .isZero();
        Files.writeString(folder.resolve("audience.csv"), """
                id,firstName,email,country
                new-1,Ann,ann@example.org,US
                new-2,Bob,,US
                """);
        Files.writeString(folder.resolve("careful.json"), """
                {"format": "enrollment-plan/1", "id": "careful", "blastGuard": {"count": 0},
                 "steps": [{"key": "bye", "kind": "exit"}]}
                """);
        assertThat(on("plans", "publish", folder.resolve("careful.json")).exitCode())
                .isZero();
    }

    private CliRun evaluated(Object... more) {
        Object[] options = {"--audience", folder.resolve("audience.csv"), "--purpose", "customer_evaluation"};
        return on("run", Stream.concat(Stream.of(options), Stream.of(more)).toArray());
    }

    @Test
    void oneSubjectIsCheckedAgainstEveryActivePlanAndEnrolledInNone() {
        CliRun run = evaluated("--subject", "new-2");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("CUSTOMER_EVALUATION  COMPLETED", "Candidates", "welcome", "careful", "EMAIL_MISSING");
        assertThat(on("enrollments", "list").out()).doesNotContain("new-2");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThat(evaluated().err()).contains("--subject: is missing");
        assertThat(evaluated("--subject", "new-1", "--plan", "welcome").err()).contains("--plan: goes without");
        assertThat(evaluated("--subject", "new-1", "--stream").err()).contains("--stream: goes without");
        assertThat(evaluated("--subject", "nobody").err()).contains("--subject: there is no subject nobody");
        Object[] audience = {"--audience", folder.resolve("audience.csv")};
        CliRun noPlan = on("run", audience);
        assertThat(noPlan.exitCode()).isEqualTo(2);
        assertThat(noPlan.err()).contains("--plan: is missing");
        assertThat(on("run", "--audience", folder.resolve("audience.csv"), "--plan", "welcome", "--subject", "new-1")
                        .err())
                .contains("--subject: goes with --purpose CUSTOMER_EVALUATION, not DEFAULT");
    }

    @Test
    void aRunIsCanceledOnce() {
        CliRun held = on("run", "--plan", "careful", "--audience", folder.resolve("audience.csv"));
        String id = held.out().replaceAll("(?s).*run --confirm (\\S+) .*", "$1");
        CliRun canceled = on("runs", id, "--cancel", "--by", "anna");
        assertThat(canceled.exitCode()).isZero();
        assertThat(canceled.err()).isEmpty();
        assertThat(canceled.out()).contains("CANCELED", "canceled by anna");
        assertThat(on("runs").out()).contains("CANCELED").doesNotContain("WAITS FOR CONFIRMATION");
        CliRun again = on("runs", id, "--cancel");
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("it had ended before: CANCELED");
        assertThat(on("runs", id, "--decline").err()).contains("does not wait for a confirmation");
        CliRun without = on("runs", "--cancel");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("--cancel: needs the id of a run");
    }
}
