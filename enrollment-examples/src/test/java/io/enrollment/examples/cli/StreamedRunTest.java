package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known of a streamed file before a run is refused before there is one. */
class StreamedRunTest {

    @TempDir
    private Path folder;

    private CliRun streamed(String content, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("audience.csv"), content);
        List<Object> words = new ArrayList<>(List.of("run", "--data", folder, "--plan", "p", "--stream"));
        words.addAll(List.of("--audience", file));
        words.addAll(Arrays.asList(more));
        return CliRun.of(words.toArray());
    }

    @Test
    void a_file_without_a_usable_header_is_refused_at_once() throws IOException {
        for (String content : List.of("", "name,email\nAnn,ann@example.org\n", "id,make,make\n1,a,b\n")) {
            CliRun refused = streamed(content);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).contains("error: ", "audience.csv", "must ");
        }
    }

    @Test
    void a_column_that_looks_like_another_one_is_told_of() throws IOException {
        CliRun run = streamed("id;E-mail;Phone\n1;a@b.example;\n", "--map", "E-mail=email");
        assertThat(run.err())
                .contains("column \"Phone\" is read as an attribute; did you mean \"phone\"?")
                .doesNotContain("E-mail");
    }

    @Test
    void nobody_expires_because_a_streamed_file_cannot_be_looked_up() throws IOException {
        CliRun refused = streamed("id\n1\n", "--purpose", "CAMPAIGN_EVALUATION_AND_EXPIRE");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--stream: goes without --purpose CAMPAIGN_EVALUATION_AND_EXPIRE");
    }
}
