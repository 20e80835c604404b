package io.enrollment.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The benchmark measures work that was done, and would say so if it was not. */
class DripBenchTest {

    @Test
    void everyContestantCarriesEverybodyThroughAndIsMeasured() throws Exception {
        List<String> lines = new ArrayList<>();
        try (BenchServer server = BenchServer.open(BenchServer.Kind.H2, Optional.empty())) {
            DripBench.run(server, new DripBench.Request(30, 2, 1, 10), lines::add);
        }
        assertThat(lines).filteredOn(line -> line.contains("checked")).hasSize(4);
        assertThat(lines)
                .anyMatch(line -> line.matches("drip: +engine to hand-written +[0-9.]+ x"))
                .anyMatch(line -> line.startsWith("drip:   engine to hand-written, in order"))
                .anyMatch(line -> line.startsWith("drip:   engine to set-based limit"))
                .anyMatch(line -> line.startsWith("enroll: engine to set-based insert"));
    }

    @Test
    void aDatabaseOfItsOwnIsGoneWhenTheBenchmarkEnds() throws Exception {
        Path file;
        try (BenchServer server = BenchServer.open(BenchServer.Kind.H2, Optional.empty())) {
            Statements.run(server.pool(), "create table filled as select x from system_range(1, 1000)");
            file = Path.of(server.pool().getJdbcUrl().replaceFirst("jdbc:h2:file:([^;]+).*", "$1.mv.db"));
            assertThat(file).isNotEmptyFile();
        }
        assertThat(file.getParent()).doesNotExist();
    }

    @Test
    void workThatWasNotDoneIsNoticed() throws Exception {
        try (BenchServer server = BenchServer.open(BenchServer.Kind.H2, Optional.empty())) {
            Contestant lazy = new HandWritten(new PlainTables(server, "hand_", 5, 2), 10, true);
            lazy.prepare();
            lazy.enroll();
            assertThatThrownBy(lazy::check).isInstanceOf(IllegalStateException.class);
            lazy.drip();
            lazy.check();
        }
    }

    @Test
    void latencyAndManyAreMeasuredToo() throws Exception {
        List<String> lines = new ArrayList<>();
        try (BenchServer server = BenchServer.open(BenchServer.Kind.H2, Optional.empty())) {
            LatencyBench.run(server, 2, lines::add);
            DripBench.million(server, 20, lines::add);
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("in the same process: median");
        assertThat(lines.get(1)).contains("across processes");
        assertThat(lines.get(2)).startsWith("20 enrollments carried to the end").endsWith("checked");
    }
}
