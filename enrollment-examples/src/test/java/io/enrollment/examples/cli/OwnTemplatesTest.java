package io.enrollment.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.enrollment.examples.leads.LeadGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan of one's own, with templates of one's own, is published from the command line. */
class OwnTemplatesTest {

    @TempDir
    private Path folder;

    private CliRun publish(Object... more) throws IOException {
        Path plan = Files.writeString(folder.resolve("own.json"), """
                {"format": "enrollment-plan/1", "id": "own",
                 "steps": [{"kind": "email", "key": "hello", "template": "own-hello"}]}
                """);
        Object[] options = {"plans", "publish", plan, "--data", folder.resolve("data")};
        return CliRun.of(Stream.concat(Stream.of(options), Stream.of(more)).toArray());
    }

    @Test
    void whoseFolderIsNamed() throws IOException {
        new LeadGenerator(2, 7, LeadGenerator.SHIPPED_DAY).generate().write(folder);
        assertThat(CliRun.of("quickstart", "--data", folder.resolve("data"), "--leads", folder.resolve("leads.csv"))
                        .exitCode())
                .isZero();
        Path templates = Files.createDirectories(folder.resolve("words"));

        assertThat(publish().err()).contains("own-hello");
        assertThat(publish("--templates", templates).err()).contains("own-hello");
        assertThat(publish("--templates", folder.resolve("nowhere")).err())
                .contains("nowhere: must be a folder that exists");

        Files.writeString(templates.resolve("own-hello.mustache"), "Subject: Hello\n\nDear {{firstName}}\n");
        CliRun published = publish("--templates", templates);
        assertThat(published.err()).isEmpty();
        assertThat(published.out()).contains("own  version 1");
    }
}
