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

/** Options that were passed over in silence, or refused in the words of a library, are refused by name, value and rule. */
class OddOptionsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void audience() throws IOException {
        Files.writeString(folder.resolve("audience.csv"), "ID,mail\na,ann@example.org\n");
    }

    private static void assertRefused(CliRun run, String why) {
        assertThat(run.err()).contains(why).doesNotContain("Exception", "enum constant");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private CliRun run(Object... more) {
        Object[] options = {
            "run", "--data", folder.resolve("data"), "--plan", "welcome", "--audience", folder.resolve("audience.csv")
        };
        return CliRun.of(Stream.concat(Stream.of(options), Stream.of(more)).toArray());
    }

    @Test
    void ofRuns() {
        assertRefused(run("--map", "ID=id"), "--map: goes with --stream");
        assertRefused(run("--at", "2026-13-01T00:00:00Z"), "'--at': \"2026-13-01T00:00:00Z\" must be a date");
        assertRefused(run(), "audience.csv, line 1, column \"id\": \"ID, mail\" is refused: must have this column");
        assertRefused(
                run("--stream", "--map", "ID=id", "--map", "e-mail=email"),
                "line 1, column \"e-mail\": \"ID, mail\" is refused: must have this column");
        assertRefused(CliRun.of("runs", "--customers"), "--customers: needs the id of a run");
        assertRefused(CliRun.of("runs", "r-1", "--plan", "welcome"), "--plan: goes without the id of a run");
    }

    @Test
    void ofAFolderThatIsAFileBeforeThereIsARun() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        Files.writeString(folder.resolve("audience.csv"), "id\na\n");
        assertRefused(run("--out", file), "--out: " + file + " cannot be made a folder");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void ofBenchmarksOfNothing() {
        for (String value : new String[] {"0", "-3", "many", "9999999999"}) {
            assertRefused(
                    CliRun.of("bench", "drip", "--subjects", value),
                    "\"" + value + "\" must be a whole number from 1 to 999999999");
        }
    }

    @Test
    void ofWhoAndWhat() throws IOException {
        new LeadGenerator(2, 7, LeadGenerator.SHIPPED_DAY).generate().write(folder);
        Object[] data = {"--data", folder.resolve("data"), "--leads", folder.resolve("leads.csv")};
        assertThat(CliRun.of(Stream.concat(Stream.of("quickstart"), Stream.of(data))
                                .toArray())
                        .exitCode())
                .isZero();
        assertRefused(
                CliRun.of(Stream.concat(Stream.of("channels", "pause", "email", "--by", " "), Stream.of(data))
                        .toArray()),
                "--by: \" \" is refused: must not be blank");
        assertRefused(
                CliRun.of(Stream.concat(Stream.of("enrollments", "list", "--plan", "welcom"), Stream.of(data))
                        .toArray()),
                "--plan: there is no published plan welcom");
    }

    @Test
    void ofPlacesAndServers() {
        assertRefused(
                CliRun.of("quickstart", "--data", folder.resolve("audience.csv")),
                "must be a folder, or a name that is free");
        assertRefused(
                CliRun.of("bench", "drip", "--database", "oracle"),
                "--database: \"oracle\" must be postgresql, mariadb or h2");
    }
}
