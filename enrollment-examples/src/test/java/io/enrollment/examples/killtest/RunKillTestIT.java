package io.enrollment.examples.killtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever moment a node dies at, another goes on with its run from the last chunk: nothing is counted twice, or lost. */
class RunKillTestIT {

    private static final int KILLS = 4;

    @Test
    void aRunWhoseNodesAreKilledComesToWhatAnUndisturbedOneComesTo(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        RunKillReport report = new RunKillTest(folder, KILLS, 200, 1).run(killed -> {});

        assertThat(report.faults()).isEmpty();
        assertThat(report.kills()).isEqualTo(KILLS);
        assertThat(report.atWork()).isPositive();
        assertThat(report.facts()).isGreaterThan(200);
    }
}
