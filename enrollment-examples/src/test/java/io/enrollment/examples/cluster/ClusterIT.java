package io.enrollment.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.examples.database.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes on one database that are killed in the middle; with {@code enrollment.test.postgresql} on a server of one's own. */
class ClusterIT {

    private static final Optional<String> EXTERNAL = Optional.ofNullable(
                    System.getProperty("enrollment.test.postgresql"))
            .filter(url -> !url.isEmpty());
    private static final int ROUNDS = 3;

    @Test
    void a_provider_that_recognizes_keys_accepts_every_message_once(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        ClusterReport report = run(ProviderKind.DEDUPE, folder);

        assertThat(report.faults()).isEmpty();
        assertThat(report.kills()).isEqualTo(ROUNDS);
        assertThat(report.inMidAir()).isPositive();
        assertThat(report.handedOffAgain()).as("what was in mid-air").isGreaterThanOrEqualTo(report.inMidAir());
        assertThat(report.uncertain()).isEmpty();
    }

    @Test
    void a_plain_provider_is_handed_nothing_twice_and_what_was_in_doubt_is_uncertain(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        ClusterReport report = run(ProviderKind.PLAIN, folder);

        assertThat(report.faults()).isEmpty();
        assertThat(report.kills()).isEqualTo(ROUNDS);
        assertThat(report.inMidAir()).isPositive();
        assertThat(report.handedOffAgain()).isZero();
        assertThat(report.uncertain()).hasSizeGreaterThanOrEqualTo(report.inMidAir());
    }

    private static ClusterReport run(ProviderKind kind, Path folder)
            throws IOException, InterruptedException, SQLException {
        try (PostgresServer server = PostgresServer.open(EXTERNAL, Map.of())) {
            ClusterSettings settings = new ClusterSettings(kind, 2, ROUNDS, 30 * ROUNDS, 1);
            return new ClusterTrial(settings).run(server, folder, killed -> {});
        }
    }
}
