package io.enrollment.examples.killtest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever moment a process dies at: after the next one took over, the end is the same, and no message went out twice. */
class KillTestIT {

    private static final int KILLS = 20;

    @Test
    void killed_runs_end_as_an_undisturbed_one_with_every_message_accepted_once(@TempDir Path folder)
            throws IOException, InterruptedException, MessagingException {
        KillReport report = new KillTest(folder, KILLS, 40, 1).run(killed -> {});

        assertThat(report.kills()).isEqualTo(KILLS);
        assertThat(report.betweenHandOffAndSettle()).isGreaterThanOrEqualTo(5);
        assertThat(report.messages()).isGreaterThan(50);
        assertThat(report.faults()).isEmpty();
    }
}
